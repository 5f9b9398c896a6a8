namespace Llm.Gen.Runtime.Formats;

/// <summary>How scales are kept in 8 bits each.</summary>
/// <param name="BlockSize">Scales that share a scale.</param>
/// <param name="Mean">What is added to each.</param>
internal sealed record NestedScales(int BlockSize, float Mean);
