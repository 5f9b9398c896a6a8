namespace Llm.Gen.Runtime;

/// <summary>A number of ours and the reference's.</summary>
/// <param name="Got">Ours.</param>
/// <param name="Expected">The reference's.</param>
public readonly record struct Compared(double Got, double Expected);
