namespace Llm.Gen.Architectures;

/// <summary>A gated feed-forward (arXiv:2002.05202): down(activation(gate(x)) * up(x)).</summary>
public sealed record GatedFeedForwardSpec : DenseFeedForwardSpec
{
    /// <summary>What the gate passes through.</summary>
    public required GateActivation Activation { get; init; }

    /// <summary>How gate and up projection are clamped; null where they are not.</summary>
    public GateClampSpec? Clamp { get; init; }
}
