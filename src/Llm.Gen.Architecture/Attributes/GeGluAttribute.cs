namespace Llm.Gen;

/// <summary>Declares a gated feed-forward, GEGLU (arXiv:2002.05202): down(gelu(gate(x)) * up(x)).</summary>
/// <param name="inner">Size of the gate's and the up projection's result.</param>
public sealed class GeGluAttribute(int inner) : FeedForwardPartAttribute(inner)
{
    /// <summary>Whether gelu is the approximation by tanh (arXiv:1606.08415) and not the exact one by erf. Default: false.</summary>
    public bool Tanh { get; set; }
}
