namespace Llm.Gen.Runtime;

/// <summary>A number, and what the reference has for it.</summary>
public sealed record Compared(double Got, double Expected);
