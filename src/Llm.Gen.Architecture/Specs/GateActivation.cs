namespace Llm.Gen.Architectures;

/// <summary>What the gate of a gated feed-forward passes through.</summary>
public enum GateActivation
{
    /// <summary>x * sigmoid(x): SwiGLU.</summary>
    Silu,

    /// <summary>x * the normal distribution's share below x, by erf: GEGLU.</summary>
    Gelu,

    /// <summary>Gelu approximated by tanh (arXiv:1606.08415): GEGLU.</summary>
    GeluTanh,

    /// <summary>max(x, 0): ReGLU.</summary>
    Relu,

    /// <summary>1 / (1 + exp(-x)): GLU.</summary>
    Sigmoid,

    /// <summary>x itself: the bilinear unit.</summary>
    Identity,
}
