namespace Llm.Gen;

/// <summary>Declares a gated feed-forward, the bilinear unit (arXiv:2002.05202): down(gate(x) * up(x)).</summary>
/// <param name="inner">Size of the gate's and the up projection's result.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class BilinearAttribute(int inner) : Attribute
{
    /// <summary>Size of the gate's and the up projection's result.</summary>
    public int Inner { get; } = inner;

    /// <summary>Whether the gate, up and down projections add a bias. Default: false.</summary>
    public bool Bias { get; set; }
}
