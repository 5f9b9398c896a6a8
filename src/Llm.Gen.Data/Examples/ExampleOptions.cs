namespace Llm.Gen.Data;

/// <summary>How records become examples.</summary>
public sealed record ExampleOptions
{
    /// <summary>Positions in a row: an example has at most one token more, since the last one is only predicted.</summary>
    public required int Context { get; init; }

    /// <summary>Tokens that the model knows: every id is below.</summary>
    public required int Vocabulary { get; init; }

    /// <summary>Writes conversations as text; <see cref="PlainTemplate"/> is for models without one. Null where there are documents alone. Default: null.</summary>
    public ChatTemplate? Template { get; init; }

    /// <summary>What of a conversation is learnt. Default: the answers.</summary>
    public LearnFrom LearnFrom { get; init; }

    /// <summary>Whether each document ends with the tokenizer's end of text. Default: true.</summary>
    public bool EndsDocuments { get; init; } = true;

    /// <summary>Whether a conversation longer than the context is an error; else its end is cut off, and it is left out where no answer remains. Default: false.</summary>
    public bool RefusesLong { get; init; }

    /// <summary>What is wrong with the values: one message each, none when all is well.</summary>
    public IReadOnlyList<string> Errors()
    {
        var errors = new List<string>();
        if (Context < 1)
            errors.Add($"{nameof(Context)} is {Context}, expected at least 1");
        if (Vocabulary < 1)
            errors.Add($"{nameof(Vocabulary)} is {Vocabulary}, expected at least 1");
        return errors;
    }
}
