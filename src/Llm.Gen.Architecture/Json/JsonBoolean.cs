namespace Llm.Gen.Architectures;

/// <summary>True or false.</summary>
public sealed record JsonBoolean(bool Value) : JsonValue
{
    /// <inheritdoc/>
    public override string Kind => "a boolean";

    /// <inheritdoc/>
    public override string Text => Value ? "true" : "false";
}
