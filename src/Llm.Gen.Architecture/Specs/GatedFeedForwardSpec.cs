namespace Llm.Gen.Architectures;

/// <summary>A gated feed-forward (arXiv:2002.05202): down(activation(gate(x)) * up(x)).</summary>
public sealed record GatedFeedForwardSpec : FeedForwardSpec
{
    /// <summary>Size of the gate's and the up projection's result.</summary>
    public required int Inner { get; init; }

    /// <summary>What the gate passes through.</summary>
    public required GateActivation Activation { get; init; }

    /// <summary>Whether the gate, up and down projections add a bias.</summary>
    public bool HasBias { get; init; }
}
