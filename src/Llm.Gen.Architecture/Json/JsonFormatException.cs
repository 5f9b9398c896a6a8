namespace Llm.Gen.Architectures;

/// <summary>A text is not JSON, or not JSON that is accepted here; the message begins with the place.</summary>
public sealed class JsonFormatException(JsonPosition position, string problem) : FormatException($"{position}: {problem}")
{
    /// <summary>Where the text goes wrong.</summary>
    public JsonPosition Position { get; } = position;
}
