namespace Llm.Gen.Architectures;

/// <summary>The value null.</summary>
public sealed record JsonNull : JsonValue
{
    /// <inheritdoc/>
    public override string Kind => "null";

    /// <inheritdoc/>
    public override string Text => "null";
}
