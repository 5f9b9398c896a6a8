namespace Llm.Gen.Architectures;

/// <summary>The stored tensors of layers that have the same kinds of them.</summary>
/// <param name="Layers">The layers' indices, ascending.</param>
/// <param name="Rows">The tensors of one layer, in the order of the computation.</param>
public sealed record LayerWeights(EquatableArray<int> Layers, EquatableArray<WeightRow> Rows);
