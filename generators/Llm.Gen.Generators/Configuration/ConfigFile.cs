namespace Llm.Gen.Generators.Configuration;

/// <summary>An additional file that a declaration may name.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Text">Its text; null where it cannot be read.</param>
public sealed record ConfigFile(string Path, string? Text);
