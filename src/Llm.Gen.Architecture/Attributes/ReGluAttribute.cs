namespace Llm.Gen;

/// <summary>Declares a gated feed-forward, ReGLU (arXiv:2002.05202): down(relu(gate(x)) * up(x)).</summary>
/// <param name="inner">Size of the gate's and the up projection's result.</param>
public sealed class ReGluAttribute(int inner) : FeedForwardPartAttribute(inner);
