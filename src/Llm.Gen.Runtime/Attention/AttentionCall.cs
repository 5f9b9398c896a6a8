using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>One layer's attention in one pass: what its kernels need to know beside the tensors.</summary>
internal sealed record AttentionCall(HeadLayout Layout, Rotation? Rotation, Pass Pass, int Layer, Scoring Scoring)
{
    /// <summary>What scores are multiplied by.</summary>
    public float Scale { get; } = (float)(Scoring.Scale ?? 1.0 / Math.Sqrt(Layout.HeadSize));

    /// <summary>The learnt score of nothing, one a query head, [H]; or none.</summary>
    public Tensor? Sinks { get; init; }

    /// <summary>What is learnt for distances, or nothing.</summary>
    public RelativePositions? Relative { get; init; }

    /// <summary>Which weights this pass drops, or none.</summary>
    public DropoutMask? Dropout { get; } =
        Scoring.DropoutRate > 0 && Pass.DropoutSeed is { } seed ? new DropoutMask(seed, Layer, DropoutSite.AttentionWeights, Scoring.DropoutRate) : null;

    /// <summary>Heads that turn: queries and keys.</summary>
    public int Turning => Layout.Heads + Layout.KeyValueHeads;

    /// <summary>Heads side by side in a packed row.</summary>
    public int Packed => Layout.Heads + (Layout.SharesValues ? 1 : 2) * Layout.KeyValueHeads;

    /// <summary>What the cache keeps of a token.</summary>
    public CachedRow Row =>
        new(Layout.KeyValueHeads, Layout.HeadSize, Layout.SharesValues ? 0 : Layout.HeadSize, Scoring.Window, Scoring.Window is null ? 0 : Scoring.SinkTokens);

    /// <summary>The first token that some query of a pass sees, sink tokens apart.</summary>
    public int FirstSeen => Scoring.Window is { } window ? Math.Max(0, Pass.Offset - window + 1) : 0;
}
