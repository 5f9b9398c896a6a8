namespace Llm.Gen.Architectures;

/// <summary>An array.</summary>
public sealed record JsonArray(EquatableArray<JsonValue> Items) : JsonValue
{
    /// <inheritdoc/>
    public override string Kind => "an array";

    /// <inheritdoc/>
    public override string Text => "[" + string.Join(", ", Items.Select(item => item.Text)) + "]";
}
