namespace Llm.Gen;

/// <summary>What feed-forwards have in common.</summary>
/// <param name="inner">Size of what stands between the projections.</param>
public abstract class FeedForwardPartAttribute(int inner) : LayerPartAttribute
{
    /// <summary>Size of what stands between the projections.</summary>
    public int Inner { get; } = inner;

    /// <summary>Whether the projections add a bias. Default: false.</summary>
    public bool Bias { get; set; }
}
