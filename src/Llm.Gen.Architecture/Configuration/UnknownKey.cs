namespace Llm.Gen.Architectures;

/// <summary>A key of config.json that was not used: nobody knows it, or its value means another kind of model.</summary>
/// <param name="Key">The key.</param>
/// <param name="Position">Where its value stands.</param>
/// <param name="Family">The family whose keys were looked for.</param>
public sealed record UnknownKey(string Key, JsonPosition Position, string Family)
{
    /// <summary>The value of a key that is known; null for one that is not.</summary>
    public string? Value { get; init; }

    /// <summary>The key of the object that it stands in, and a dot. Default: empty, at the top.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>The keys that are looked for in its place, in ordinal order.</summary>
    public EquatableArray<string> Known { get; init; }

    /// <summary>What was found, the beginning of a sentence.</summary>
    public string Found => Value is null ? $"Key \"{Key}\" is not known ({Position})" : $"{Key} is {Value} ({Position})";

    /// <summary>What was expected.</summary>
    public string Expected => Value is null ? $"expected a key of the family \"{Family}\"" : $"expected the language model of the family \"{Family}\"";

    /// <summary>What was found, what was expected and what came of it, in one sentence.</summary>
    public string Message => $"{Found}; {Expected}; it was not used.";
}
