namespace Llm.Gen.Architectures;

/// <summary>A key and its value.</summary>
public sealed record JsonMember(string Key, JsonValue Value);
