namespace Llm.Gen.Runtime;

/// <summary>A function of each value: of the gate of a gated unit, or of the inner values of a plain one.</summary>
internal enum Activation
{
    /// <summary>x sigmoid(x).</summary>
    Silu,

    /// <summary>x Phi(x), with the error function.</summary>
    Gelu,

    /// <summary>x Phi(x), approximated by tanh (arXiv:1606.08415).</summary>
    GeluTanh,

    /// <summary>max(x, 0).</summary>
    Relu,

    /// <summary>max(x, 0)^2 (arXiv:2109.08668).</summary>
    Relu2,

    /// <summary>x sigmoid(1.702 x) (arXiv:1606.08415).</summary>
    QuickGelu,

    /// <summary>1 / (1 + exp(-x)).</summary>
    Sigmoid,

    /// <summary>x.</summary>
    Identity,
}
