namespace Llm.Gen;

/// <summary>Declares a gated feed-forward, the bilinear unit (arXiv:2002.05202): down(gate(x) * up(x)).</summary>
/// <param name="inner">Size of the gate's and the up projection's result.</param>
public sealed class BilinearAttribute(int inner) : FeedForwardPartAttribute(inner);
