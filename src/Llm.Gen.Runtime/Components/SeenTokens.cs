using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>What an attention of one's own may read of the tokens so far: those of the cache, then those of the pass.</summary>
/// <param name="Keys">[B, S, K, E].</param>
/// <param name="Values">[B, S, K, E'].</param>
/// <param name="Hidden">Which keys a query must not look at, later ones, padding and other documents: boolean [B or 1, 1, T, S].</param>
public sealed record SeenTokens(Tensor Keys, Tensor Values, Tensor Hidden);
