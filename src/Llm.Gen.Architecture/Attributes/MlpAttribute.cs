namespace Llm.Gen;

/// <summary>Declares a plain feed-forward: down(activation(up(x))).</summary>
/// <param name="inner">Size of the up projection's result.</param>
/// <param name="activation">What stands between the two projections.</param>
public sealed class MlpAttribute(int inner, MlpActivation activation) : FeedForwardPartAttribute(inner)
{
    /// <summary>What stands between the two projections.</summary>
    public MlpActivation Activation { get; } = activation;
}
