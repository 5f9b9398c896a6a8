namespace Llm.Gen.Architectures;

/// <summary>A feed-forward that every token passes through; an expert of a mixture is one too.</summary>
public abstract record DenseFeedForwardSpec : FeedForwardSpec
{
    /// <summary>Size of what stands between the projections.</summary>
    public required int Inner { get; init; }

    /// <summary>Whether the projections add a bias. Default: false.</summary>
    public bool HasBias { get; init; }
}
