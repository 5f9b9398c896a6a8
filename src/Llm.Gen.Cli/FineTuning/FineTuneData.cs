using Llm.Gen.Architectures;
using Llm.Gen.Data;

namespace Llm.Gen.Cli.FineTuning;

/// <summary>What a model is tuned on and measured on, encoded.</summary>
internal sealed class FineTuneData : IDisposable
{
    private const int LongestScored = 2048;
    private const string Default = "default";

    private FineTuneData(ExampleFile train, ExampleFile? heldOut, ChatTemplate? template, bool hasConversations) =>
        (Train, HeldOut, Template, HasConversations) = (train, heldOut, template, hasConversations);

    public ExampleFile Train { get; }

    /// <summary>Nothing where nothing is held out.</summary>
    public ExampleFile? HeldOut { get; }

    /// <summary>The template that conversations were written by.</summary>
    public ChatTemplate? Template { get; }

    /// <summary>Whether the records are conversations, by the first.</summary>
    public bool HasConversations { get; }

    /// <summary>Conversations that were cut off at the context, and records that were left out.</summary>
    public (long Cut, long LeftOut) Shortened { get; private init; }

    /// <summary>Encodes the data of a request.</summary>
    /// <param name="request">What files, read how.</param>
    /// <param name="tokenizer">The model's tokenizer.</param>
    /// <param name="shape">What fits the model.</param>
    /// <param name="context">Positions in a row, T. What is held out is scored in its whole length, and cut only beyond <see cref="LongestScored"/>.</param>
    /// <param name="cancellation">Stops between examples.</param>
    /// <exception cref="InvalidDataException">The data are not understood, or do not go with the model.</exception>
    public static FineTuneData Read(FineTuneRequest request, Tokenizer tokenizer, Architecture shape, int context, CancellationToken cancellation)
    {
        var first = RecordFile.Read(request.Data, request.Format).First();
        var isTalk = first.Conversation is not null;
        if (!isTalk && request.Template is not null)
            throw new ArgumentException("The data are documents, which no template writes; leave out --template.");
        var template = isTalk ? TemplateOf(request, tokenizer) : null;
        var options = new ExampleOptions
        {
            Context = context,
            Vocabulary = shape.Vocab,
            Template = template,
            LearnFrom = request.LearnFrom,
            EndsDocuments = request.EndsDocuments && !isTalk,
        };
        var encoder = new ExampleEncoder(tokenizer, options);
        var scored = options with { EndsDocuments = false, Context = Math.Max(context, Math.Min(LongestScored, shape.Positions)) };
        var (records, held) = Split(request);
        var train = ExampleFile.Write(records, encoder, cancellation);
        try
        {
            var heldOut = held is null ? null : ExampleFile.Write(held, new ExampleEncoder(tokenizer, scored), cancellation);
            return new FineTuneData(train, heldOut, template, isTalk) { Shortened = (encoder.Cut, encoder.LeftOut) };
        }
        catch
        {
            train.Dispose();
            throw;
        }
    }

    private static (IEnumerable<DataRecord> Train, IEnumerable<DataRecord>? HeldOut) Split(FineTuneRequest request)
    {
        var records = RecordFile.Read(request.Data, request.Format);
        if (request.HeldOut is { } files)
            return (records, RecordFile.Read(files, request.Format));
        if (request.HeldOutFraction == 0)
            return (records, null);
        var count = records.LongCount();
        var held = Math.Max(1, (long)Math.Round(count * request.HeldOutFraction));
        return held < count
            ? (Part(records, 0, count - held), Part(records, count - held, held))
            : throw new InvalidDataException($"The data are {count:N0} records, of which {held:N0} would be held out; give more records, --eval-data FILE, or --eval-fraction 0 to hold nothing out.");
    }

    private static IEnumerable<DataRecord> Part(IEnumerable<DataRecord> records, long from, long count)
    {
        var at = 0L;
        foreach (var record in records)
        {
            if (at >= from)
                yield return at == from + count - 1 ? record with { IsContinued = false } : record;
            if (++at == from + count)
                yield break;
        }
    }

    private static ChatTemplate TemplateOf(FineTuneRequest request, Tokenizer tokenizer)
    {
        if (request.Template is { } path)
            return ChatTemplate.Load(path);
        try
        {
            return ChatTemplates.Load(Directory.Exists(request.Model) || request.Model.EndsWith(".gguf", StringComparison.OrdinalIgnoreCase) ? request.Model : ModelFile.TokenizerPath(request.Model))[Default];
        }
        catch (FileNotFoundException)
        {
            return PlainTemplate.For(tokenizer);
        }
    }

    public void Dispose()
    {
        Train.Dispose();
        HeldOut?.Dispose();
    }
}
