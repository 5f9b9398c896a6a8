namespace Llm.Gen.Runtime;

/// <summary>The sizes that an attention of one layer is made for; the first argument of an own attention's constructor.</summary>
/// <param name="Hidden">D, values of a token in the residual stream.</param>
/// <param name="Heads">H, query heads.</param>
/// <param name="KeyValueHeads">K, key and value heads.</param>
/// <param name="HeadSize">E, values in a head.</param>
/// <param name="Layer">Which layer, from 0; <see cref="Pass.At"/> takes it.</param>
/// <param name="DropoutRate">Share of the weights of attention that training drops; <see cref="Scoring.DropoutRate"/> takes it.</param>
public sealed record AttentionShape(int Hidden, int Heads, int KeyValueHeads, int HeadSize, int Layer, double DropoutRate = 0);
