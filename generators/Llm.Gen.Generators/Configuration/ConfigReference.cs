using Llm.Gen.Emission;

namespace Llm.Gen.Generators.Configuration;

/// <summary>A record that takes its declaration from a file.</summary>
/// <param name="Record">The record.</param>
/// <param name="Path">The file.</param>
public sealed record ConfigReference(RecordName Record, ConfigPath Path);
