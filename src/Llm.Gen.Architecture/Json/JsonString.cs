namespace Llm.Gen.Architectures;

/// <summary>A string, its escapes resolved.</summary>
public sealed record JsonString(string Value) : JsonValue
{
    /// <inheritdoc/>
    public override string Kind => "a string";

    /// <inheritdoc/>
    public override string Text => JsonWriter.Quote(Value);
}
