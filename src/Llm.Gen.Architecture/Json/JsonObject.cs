namespace Llm.Gen.Architectures;

/// <summary>An object; its members keep their order, and no key stands twice.</summary>
public sealed record JsonObject(EquatableArray<JsonMember> Members) : JsonValue
{
    /// <inheritdoc/>
    public override string Kind => "an object";

    /// <inheritdoc/>
    public override string Text => "{" + string.Join(", ", Members.Select(member => JsonWriter.Quote(member.Key) + ": " + member.Value.Text)) + "}";

    /// <summary>The value of a key; null when there is none.</summary>
    public JsonValue? Find(string key) => Members.FirstOrDefault(member => member.Key == key)?.Value;
}
