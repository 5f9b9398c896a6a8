namespace Llm.Gen.Data;

/// <summary>How text becomes a training and a validation file.</summary>
public sealed record TokenCorpusOptions
{
    /// <summary>Every token id is below it.</summary>
    public required int VocabularySize { get; init; }

    /// <summary>The id that is written after each document; null writes none. Default: null.</summary>
    public int? EndOfText { get; init; }

    /// <summary>The part of the tokens that is held out, from 0 to below 1. Default: 0.05.</summary>
    public double ValidationFraction { get; init; } = 0.05;

    /// <summary>The model's context in tokens: each file must hold one window of it. Default: 1.</summary>
    public int Context { get; init; } = 1;

    /// <summary>What made the ids, for the header. Default: empty.</summary>
    public string Tokenizer { get; init; } = "";

    internal void Validate()
    {
        var errors = new List<string>();
        if (VocabularySize < 1)
            errors.Add($"{nameof(VocabularySize)} is {VocabularySize}, expected at least 1");
        if (EndOfText < 0 || EndOfText >= VocabularySize)
            errors.Add($"{nameof(EndOfText)} is {EndOfText}, expected an id below {nameof(VocabularySize)} ({VocabularySize})");
        if (!(ValidationFraction >= 0 && ValidationFraction < 1))
            errors.Add($"{nameof(ValidationFraction)} is {ValidationFraction}, expected at least 0 and less than 1");
        if (Context < 1)
            errors.Add($"{nameof(Context)} is {Context}, expected at least 1");
        if (errors.Count > 0)
            throw new ArgumentException($"The corpus options are wrong: {string.Join("; ", errors)}.");
    }
}
