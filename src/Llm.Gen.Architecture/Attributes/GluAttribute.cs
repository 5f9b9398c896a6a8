namespace Llm.Gen;

/// <summary>Declares a gated feed-forward, GLU (arXiv:1612.08083): down(sigmoid(gate(x)) * up(x)).</summary>
/// <param name="inner">Size of the gate's and the up projection's result.</param>
public sealed class GluAttribute(int inner) : FeedForwardPartAttribute(inner);
