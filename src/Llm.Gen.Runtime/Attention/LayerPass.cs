namespace Llm.Gen.Runtime;

/// <summary>A pass as one layer sees it.</summary>
/// <param name="Pass">The pass.</param>
/// <param name="Layer">Which layer, from 0.</param>
public readonly record struct LayerPass(Pass Pass, int Layer);
