namespace Llm.Gen.Runtime.Formats;

/// <summary>What a safetensors header says of one tensor; <c>Begin</c> and <c>End</c> count bytes from the start of the data.</summary>
internal sealed record SafetensorsEntry(string Name, ElementType Type, IReadOnlyList<long> Shape, long Begin, long End);
