namespace Llm.Gen.Data;

/// <summary>A folder with <c>train.tokens</c> and <c>validation.tokens</c>, made from text.</summary>
/// <param name="Folder">Where they are.</param>
/// <param name="TrainTokens">Tokens to learn from.</param>
/// <param name="ValidationTokens">Tokens held out.</param>
/// <param name="Documents">Documents read.</param>
public sealed record TokenCorpus(string Folder, long TrainTokens, long ValidationTokens, long Documents)
{
    /// <summary>The file to learn from.</summary>
    public string TrainPath => Path.Combine(Folder, "train.tokens");

    /// <summary>The file held out.</summary>
    public string ValidationPath => Path.Combine(Folder, "validation.tokens");

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
        Directory.CreateDirectory(folder);
        var corpus = new TokenCorpus(folder, 0, 0, 0);
        using var train = new TokenFileWriter(corpus.TrainPath, options.VocabularySize, options.Tokenizer);
        using var validation = new TokenFileWriter(corpus.ValidationPath, options.VocabularySize, options.Tokenizer);

        var documents = 0L;
        foreach (var piece in text)
        {
            cancellation.ThrowIfCancellationRequested();
            IEnumerable<int> tokens = encode(piece.Text);
            if (piece.EndsDocument && options.EndOfText is { } end)
                tokens = tokens.Append(end);
            var isHeldOut = (train.Count + validation.Count) * options.ValidationFraction > validation.Count;
            (isHeldOut ? validation : train).Write(tokens, piece.EndsDocument);
            documents += piece.EndsDocument ? 1 : 0;
        }

        Require(train.Count, options.Context, "training");
        if (options.ValidationFraction > 0)
            Require(validation.Count, options.Context, "validation");
        train.Complete();
        validation.Complete();
        return corpus with { TrainTokens = train.Count, ValidationTokens = validation.Count, Documents = documents };
    }

    private static void Require(long tokens, int context, string part)
    {
        if (tokens <= context)
            throw new InvalidDataException($"The text is too short: it leaves {tokens:N0} tokens for {part}, but one window of the context takes {context + 1:N0}; use more text or a shorter context.");
    }
}
