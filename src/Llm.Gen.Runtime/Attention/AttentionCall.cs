namespace Llm.Gen.Runtime;

/// <summary>One layer's attention in one pass: what its kernels need to know beside the tensors.</summary>
internal sealed record AttentionCall(HeadLayout Layout, Rotation? Rotation, Pass Pass, int Layer)
{
    /// <summary>What scores are multiplied by.</summary>
    public float Scale { get; } = (float)(1.0 / Math.Sqrt(Layout.HeadSize));

    /// <summary>Heads that turn: queries and keys.</summary>
    public int Turning => Layout.Heads + Layout.KeyValueHeads;

    /// <summary>Heads side by side in a packed row.</summary>
    public int Packed => Layout.Heads + 2 * Layout.KeyValueHeads;
}
