using System.Diagnostics;

namespace Llm.Gen.Architectures;

/// <summary>The stored tensors of one layer.</summary>
internal sealed class LayerRows(Architecture architecture, WeightNames names, LayerSpec layer)
{
    private readonly WeightExtent _hidden = new("HiddenSize", architecture.Hidden);

    /// <summary>All of them, in the order of the computation.</summary>
    public IEnumerable<WeightRow> All => layer.Placement switch
    {
        NormPlacement.Pre or NormPlacement.ParallelNorms =>
            [.. Norm(names.AttentionNorm, "AttentionNorm"), .. Attention, .. Norm(names.FeedForwardNorm, "FeedForwardNorm"), .. FeedForward],
        NormPlacement.Post or NormPlacement.Output =>
            [.. Attention, .. Norm(names.AttentionNorm, "AttentionNorm"), .. FeedForward, .. Norm(names.FeedForwardNorm, "FeedForwardNorm")],
        NormPlacement.Sandwich =>
        [
            .. Norm(names.AttentionNorm, "AttentionNorm"), .. Attention, .. Norm(names.AttentionOutputNorm, "AttentionOutputNorm"),
            .. Norm(names.FeedForwardNorm, "FeedForwardNorm"), .. FeedForward, .. Norm(names.FeedForwardOutputNorm, "FeedForwardOutputNorm"),
        ],
        NormPlacement.Parallel => [.. Norm(names.AttentionNorm, "Norm"), .. Attention, .. FeedForward],
        _ => throw new UnreachableException(),
    };

    private IEnumerable<WeightRow> Norm(string name, string member) => NormWeights.Of(layer.Norm, name, member, _hidden);

    private IEnumerable<WeightRow> Attention => layer.Attention switch
    {
        HeadAttentionSpec heads => new HeadAttentionWeights(names, heads, layer.Position, _hidden).All,
        LatentAttentionSpec latent => new LatentAttentionWeights(names, latent, _hidden).All,
        OwnAttentionSpec => [OwnWeights.Of(names.Attention, "Attention")],
        _ => throw new UnreachableException(),
    };

    private IEnumerable<WeightRow> FeedForward => layer.FeedForward switch
    {
        DenseFeedForwardSpec dense => FeedForwardWeights.Of(dense, names, names.FeedForward, "FeedForward", new("Inner", dense.Inner), _hidden),
        MoeSpec experts => new ExpertWeights(names, experts, _hidden).All,
        OwnFeedForwardSpec => [OwnWeights.Of(names.OwnFeedForward, "FeedForward")],
        _ => throw new UnreachableException(),
    };
}
