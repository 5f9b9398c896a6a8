namespace Llm.Gen.Data;

/// <summary>A folder with <c>train.tokens</c> and <c>validation.tokens</c>, made from text and open to be read.</summary>
public sealed class TokenCorpus : IDisposable
{
    private readonly TokenFile _train, _validation;

    private TokenCorpus(string folder, long documents)
    {
        (Folder, Documents) = (folder, documents);
        _train = TokenFile.Open(TrainPath(folder));
        _validation = TokenFile.Open(ValidationPath(folder));
    }

    /// <summary>Where the files are.</summary>
    public string Folder { get; }

    /// <summary>Documents read.</summary>
    public long Documents { get; }

    /// <summary>What to learn from.</summary>
    public TokenSlice Train => _train.All;

    /// <summary>What is held out.</summary>
    public TokenSlice Validation => _validation.All;

    /// <summary>Tokens to learn from.</summary>
    public long TrainTokens => _train.Count;

    /// <summary>Tokens held out.</summary>
    public long ValidationTokens => _validation.Count;

    /// <summary>Tokenizes with a trained tokenizer; its end of text, if it has one, ends each document.</summary>
    /// <param name="folder">Created when it is not there.</param>
    /// <param name="text">Documents, see <see cref="TextDocuments.Read"/>.</param>
    /// <param name="tokenizer">The model's tokenizer.</param>
    /// <param name="context">The model's context in tokens: each file must hold one window of it.</param>
    /// <param name="validationFraction">The part of the tokens that is held out.</param>
    /// <param name="cancellation">Stops between pieces; nothing is left behind.</param>
    /// <exception cref="InvalidDataException">The text is too short for one window of the context in each file.</exception>
    public static TokenCorpus Write(string folder, IEnumerable<TextPiece> text, Tokenizer tokenizer, int context, double validationFraction = 0.05, CancellationToken cancellation = default) =>
        Write(folder, text, piece => tokenizer.EncodeToIds(piece, addSpecialTokens: false, parseSpecialTokens: false), new()
        {
            VocabularySize = tokenizer.LargestId + 1,
            EndOfText = tokenizer.EosId,
            Context = context,
            ValidationFraction = validationFraction,
        }, cancellation);

    /// <summary>
    /// Tokenizes in one pass and constant memory. A piece is held out whenever validation is behind its share of the
    /// tokens so far: spread evenly over the text, and the same for the same text.
    /// </summary>
    /// <param name="folder">Created when it is not there; the files replace older ones when both are whole.</param>
    /// <param name="text">Documents, see <see cref="TextDocuments.Read"/>.</param>
    /// <param name="encode">Text to token ids, without special tokens of its own.</param>
    /// <param name="options">Vocabulary, end of text, share of validation.</param>
    /// <param name="cancellation">Stops between pieces; nothing is left behind.</param>
    /// <exception cref="InvalidDataException">The text is too short for one window of the context in each file.</exception>
    public static TokenCorpus Write(string folder, IEnumerable<TextPiece> text, Func<string, IReadOnlyList<int>> encode, TokenCorpusOptions options, CancellationToken cancellation = default)
    {
        options.Validate();
        var isNew = !Directory.Exists(folder);
        try
        {
            Directory.CreateDirectory(folder);
            return new TokenCorpus(folder, WriteFiles(folder, text, encode, options, cancellation));
        }
        catch when (isNew)
        {
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    private static long WriteFiles(string folder, IEnumerable<TextPiece> text, Func<string, IReadOnlyList<int>> encode, TokenCorpusOptions options, CancellationToken cancellation)
    {
        using var train = new TokenFileWriter(TrainPath(folder), options.VocabularySize, options.Tokenizer);
        using var validation = new TokenFileWriter(ValidationPath(folder), options.VocabularySize, options.Tokenizer);

        var documents = 0L;
        foreach (var piece in text)
        {
            cancellation.ThrowIfCancellationRequested();
            IEnumerable<int> tokens = encode(piece.Text);
            if (piece.EndsDocument && options.EndOfText is { } end)
                tokens = tokens.Append(end);
            var isHeldOut = (train.Count + validation.Count) * options.ValidationFraction > validation.Count;
            (isHeldOut ? validation : train).Write(tokens, piece.EndsDocument, documents + 1);
            documents += piece.EndsDocument ? 1 : 0;
        }

        Require(train.Count, options.Context, "training");
        if (options.ValidationFraction > 0)
            Require(validation.Count, options.Context, "validation");
        train.Complete();
        validation.Complete();
        return documents;
    }

    private static void Require(long tokens, int context, string part)
    {
        if (tokens <= context)
            throw new InvalidDataException($"The text is too short: it leaves {tokens:N0} tokens for {part}, but one window of the context takes {context + 1:N0}; use more text or a shorter context.");
    }

    private static string TrainPath(string folder) => Path.Combine(folder, "train.tokens");

    private static string ValidationPath(string folder) => Path.Combine(folder, "validation.tokens");

    /// <summary>Unmaps the files.</summary>
    public void Dispose()
    {
        _train.Dispose();
        _validation.Dispose();
    }
}
