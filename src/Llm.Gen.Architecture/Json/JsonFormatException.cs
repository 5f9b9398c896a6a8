namespace Llm.Gen.Architectures;

/// <summary>A text is not JSON, or not JSON that is accepted here; the message begins with the place.</summary>
public sealed class JsonFormatException(JsonPosition position, string found, string expected, string remedy)
    : FormatException($"{position}: {found}; {expected}; {remedy}")
{
    /// <summary>Where the text goes wrong.</summary>
    public JsonPosition Position { get; } = position;

    /// <summary>What was found, the beginning of a sentence.</summary>
    public string Found { get; } = found;

    /// <summary>What was expected.</summary>
    public string Expected { get; } = expected;

    /// <summary>What to do.</summary>
    public string Remedy { get; } = remedy;
}
