namespace Llm.Gen;

/// <summary>What an expert of a mixture is: a gated feed-forward, or a plain one by its activation.</summary>
public enum ExpertUnit
{
    /// <summary>Gated by silu.</summary>
    SwiGlu,

    /// <summary>Gated by gelu.</summary>
    GeGlu,

    /// <summary>Gated by gelu approximated by tanh.</summary>
    GeGluTanh,

    /// <summary>Gated by relu.</summary>
    ReGlu,

    /// <summary>Gated by the sigmoid.</summary>
    Glu,

    /// <summary>Gated by the gate itself.</summary>
    Bilinear,

    /// <summary>Plain, relu.</summary>
    Relu,

    /// <summary>Plain, the square of relu.</summary>
    Relu2,

    /// <summary>Plain, gelu.</summary>
    Gelu,

    /// <summary>Plain, gelu approximated by tanh.</summary>
    GeluTanh,

    /// <summary>Plain, x * sigmoid(1.702 x).</summary>
    QuickGelu,

    /// <summary>Plain, x * sigmoid(x).</summary>
    Silu,

    /// <summary>A plain feed-forward with xIELU, whose two numbers each expert learns.</summary>
    Xielu,
}
