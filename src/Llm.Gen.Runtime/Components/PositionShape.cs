namespace Llm.Gen.Runtime;

/// <summary>The sizes that positions of one layer are made for; the first argument of the constructor of own positions.</summary>
/// <param name="Heads">H, query heads.</param>
/// <param name="KeyValueHeads">K, key and value heads.</param>
/// <param name="HeadSize">E, values in a head.</param>
/// <param name="Positions">How many positions the model has.</param>
/// <param name="Layer">Which layer, from 0; <see cref="Pass.At"/> takes it.</param>
public sealed record PositionShape(int Heads, int KeyValueHeads, int HeadSize, int Positions, int Layer);
