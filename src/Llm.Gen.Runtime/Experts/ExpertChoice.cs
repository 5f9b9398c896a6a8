using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>The experts chosen for each token. N tokens, K chosen experts.</summary>
/// <param name="Experts">Numbers of the experts, best first, int64 [N, K].</param>
/// <param name="Weights">What their results are multiplied by, float32 [N, K].</param>
/// <param name="Capacity">The most tokens that an expert takes, as a multiple of its even share, or no bound.</param>
public sealed record ExpertChoice(Tensor Experts, Tensor Weights, double? Capacity);
