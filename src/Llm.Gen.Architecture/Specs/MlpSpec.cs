namespace Llm.Gen.Architectures;

/// <summary>A plain feed-forward: down(activation(up(x))).</summary>
public sealed record MlpSpec : DenseFeedForwardSpec
{
    /// <summary>What stands between the two projections.</summary>
    public required MlpActivation Activation { get; init; }
}
