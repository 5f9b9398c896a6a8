namespace Llm.Gen.Runtime;

/// <summary>Where in a layer values are dropped; each place has random numbers of its own.</summary>
public enum DropoutSite
{
    /// <summary>What enters the first layer.</summary>
    Embedding,

    /// <summary>The weights of attention, after the softmax.</summary>
    AttentionWeights,

    /// <summary>What attention adds to the residual stream.</summary>
    Attention,

    /// <summary>What the feed-forward part adds to the residual stream.</summary>
    FeedForward,
}
