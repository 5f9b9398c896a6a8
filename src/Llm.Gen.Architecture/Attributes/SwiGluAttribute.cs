namespace Llm.Gen;

/// <summary>Declares a gated feed-forward, SwiGLU (arXiv:2002.05202): down(silu(gate(x)) * up(x)).</summary>
/// <param name="inner">Size of the gate's and the up projection's result.</param>
public sealed class SwiGluAttribute(int inner) : FeedForwardPartAttribute(inner)
{
    /// <summary>Where gate and up projection are cut off, as GPT-OSS does (arXiv:2508.10925): g = min(gate, limit), u = clamp(up, -limit, limit), then g * sigmoid(alpha g) * (u + 1). Default: nowhere.</summary>
    public double ClampLimit { get; set; }

    /// <summary>What the gate is multiplied by inside the sigmoid where it is cut off. Default: 1.702.</summary>
    public double ClampAlpha { get; set; } = 1.702;
}
