namespace Llm.Gen.Emission;

/// <summary>What the names of a record's files have added, so that they differ from those of another record.</summary>
/// <param name="Identity">The record's <see cref="RecordName.Identity"/>.</param>
/// <param name="Suffix">What is added: "-2".</param>
public sealed record HintSuffix(string Identity, string Suffix);
