namespace Llm.Gen.Runtime;

/// <summary>The sizes that a norm is made for; the first argument of an own norm's constructor.</summary>
/// <param name="Size">D, values that are brought to a common scale.</param>
/// <param name="Epsilon">What is added before a root is taken.</param>
public sealed record NormShape(int Size, double Epsilon);
