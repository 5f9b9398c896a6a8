namespace Llm.Gen.Architectures;

/// <summary>A key of config.json that nobody knows and that was therefore not used.</summary>
/// <param name="Key">The key.</param>
/// <param name="Position">Where its value stands.</param>
/// <param name="Family">The family whose keys were looked for.</param>
public sealed record UnknownKey(string Key, JsonPosition Position, string Family)
{
    /// <summary>What was found, the beginning of a sentence.</summary>
    public string Found => $"Key \"{Key}\" is not known ({Position})";

    /// <summary>What was expected.</summary>
    public string Expected => $"expected a key of the family \"{Family}\"";

    /// <summary>What was found, what was expected and what came of it, in one sentence.</summary>
    public string Message => $"{Found}; {Expected}; it was not used.";
}
