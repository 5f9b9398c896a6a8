namespace Llm.Gen.Emission;

/// <summary>A type that a declared record is nested in.</summary>
/// <param name="Keyword">What it is: "class", "record", "struct", "record struct", "interface".</param>
/// <param name="Name">Its name, escaped if it is a keyword.</param>
public sealed record ContainingType(string Keyword, string Name);
