namespace Llm.Gen.Runtime.Formats;

/// <summary>A metadata value of a GGUF file.</summary>
/// <param name="Type">The stored type.</param>
/// <param name="ElementType">The type of the elements of an array; null for anything else.</param>
/// <param name="Value">
/// <c>byte</c> to <c>double</c>, <c>bool</c> or <c>string</c>; for an array, an array of those (<c>string[]</c>, <c>int[]</c>),
/// or <c>GgufValue[]</c> for an array of arrays.
/// </param>
public sealed record GgufValue(GgufValueType Type, GgufValueType? ElementType, object Value);
