using Llm.Gen.Tokenization;

namespace Llm.Gen.Data;

/// <summary>
/// Makes examples of records, one by one. A document longer than the context becomes several examples that share one token, so that
/// each of its tokens is predicted once; a longer conversation is cut off.
/// </summary>
public sealed class ExampleEncoder
{
    private readonly Tokenizer _tokenizer;
    private readonly ExampleOptions _options;
    private readonly ChatTemplate? _template;
    private readonly int? _end;

    /// <summary>Checks that the tokenizer fits the model.</summary>
    /// <param name="tokenizer">The model's tokenizer.</param>
    /// <param name="options">How records become examples.</param>
    /// <exception cref="ArgumentException">The options are wrong, all named at once.</exception>
    /// <exception cref="InvalidDataException">The tokenizer does not fit: its ids reach beyond the vocabulary, or a special token is missing.</exception>
    public ExampleEncoder(Tokenizer tokenizer, ExampleOptions options)
    {
        ArgumentNullException.ThrowIfNull(tokenizer);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Errors() is { Count: > 0 } errors)
            throw new ArgumentException($"The options of the examples are wrong: {string.Join("; ", errors)}.", nameof(options));
        TokenizerFit.Require(tokenizer, options);
        (_tokenizer, _options) = (tokenizer, options);
        _template = options.Template;
        _end = options.EndsDocuments ? tokenizer.EosId : null;
    }

    /// <summary>Conversations so far that were cut off at the context.</summary>
    public long Cut { get; private set; }

    /// <summary>Records so far that were left out: their answers begin beyond the context, or they are a single token.</summary>
    public long LeftOut { get; private set; }

    /// <summary>Encodes records in their order.</summary>
    /// <exception cref="InvalidDataException">A record has nothing to learn, or its template refuses it; the message names file and line.</exception>
    public IEnumerable<TrainingExample> Encode(IEnumerable<DataRecord> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        var document = new List<int>();
        var (goesOn, place) = (false, default(RecordPlace));
        foreach (var record in records)
        {
            if (record.Conversation is not null)
            {
                if (OfConversation(record) is { } example)
                    yield return example with { Place = record.Place };
                continue;
            }
            place = goesOn ? place : record.Place;
            Append(document, record, isFirst: !goesOn);
            goesOn = record.IsContinued;
            foreach (var window in Windows(document, isLast: !goesOn))
                yield return window with { Place = place };
        }
    }

    private void Append(List<int> document, DataRecord record, bool isFirst)
    {
        if (isFirst && !record.IsContinued && string.IsNullOrWhiteSpace(record.Text))
            throw record.Error("the document is empty; expected some text, or remove the record.");
        document.AddRange(_tokenizer.EncodeToIds(record.Text!, addSpecialTokens: isFirst, parseSpecialTokens: false));
        if (isFirst && document.Count > 0 && document[^1] == _tokenizer.EosId)
            document.RemoveAt(document.Count - 1);          // where the tokenizer puts one after every text
        if (!record.IsContinued && _end is { } end)
            document.Add(end);
    }

    /// <summary>Takes whole windows from the front of a document, and the rest of it where it ends.</summary>
    private IEnumerable<TrainingExample> Windows(List<int> document, bool isLast)
    {
        var length = _options.Context + 1;
        var (start, left) = (0, document.Count);
        while (left > length || (isLast && left == length))
        {
            yield return Whole(document.GetRange(start, length));
            start += left == length ? length : _options.Context;
            left = document.Count - start;
        }
        if (!isLast)
        {
            document.RemoveRange(0, start);
            yield break;
        }
        if (left >= 2)
            yield return Whole(document.GetRange(start, left));
        else if (left == 1)
            LeftOut++;
        document.Clear();
    }

    private static TrainingExample Whole(List<int> ids) => new([.. ids], [false, .. Enumerable.Repeat(true, ids.Count - 1)]);

    private TrainingExample? OfConversation(DataRecord record)
    {
        var chat = Rendered(record);
        var tokens = _tokenizer.Encode(chat.Text, addSpecialTokens: false);
        bool[] isTarget = _options.LearnFrom == LearnFrom.Everything ? [.. Enumerable.Repeat(true, tokens.Ids.Count)] : [.. chat.AssistantMask(tokens.Offsets)];
        if (!isTarget.AsSpan(Math.Min(1, isTarget.Length)).Contains(true))
            throw record.Error("there is nothing to learn from this conversation: no answer of the assistant's is in it; add one, or remove the record.");
        isTarget[0] = false;

        var longest = _options.Context + 1;
        if (tokens.Ids.Count <= longest)
            return new TrainingExample([.. tokens.Ids], isTarget);
        if (_options.RefusesLong)
            throw record.Error($"the conversation has {tokens.Ids.Count:N0} tokens, and {longest:N0} fit; use a longer context, or let the end be cut off.");
        if (!isTarget.AsSpan(0, longest).Contains(true))
        {
            LeftOut++;
            return null;
        }
        Cut++;
        return new TrainingExample([.. tokens.Ids.Take(longest)], isTarget[..longest]);
    }

    private RenderedChat Rendered(DataRecord record)
    {
        try
        {
            return AnswerSpans.Render(_template ?? throw record.Error("the record is a conversation, and the model has no chat template; give one."), record.Conversation!, _options.LearnFrom);
        }
        catch (TemplateException problem)
        {
            throw record.Error(problem.Message, problem);
        }
        catch (AnswerSpansException problem)
        {
            throw record.Error(problem.Message, problem);
        }
    }
}
