using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>Losses that keep a router from using a few experts alone. N tokens, X experts, K chosen ones.</summary>
internal static class RoutingLosses
{
    /// <summary>X times the sum over experts of (share of assignments) x (mean score): 1 when all are used evenly (arXiv:2101.03961).</summary>
    /// <param name="scores">[N, X].</param>
    /// <param name="chosen">[N, K].</param>
    public static Tensor Balance(Tensor scores, Tensor chosen)
    {
        var experts = scores.shape[1];
        var shares = chosen.reshape(-1).bincount(null, experts).to(scores.dtype) / chosen.NumberOfElements;     // [X]
        return (shares * scores.mean([0L])).sum() * experts;
    }
}
