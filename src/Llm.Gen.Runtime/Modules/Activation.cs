namespace Llm.Gen.Runtime;

/// <summary>What a gate passes through.</summary>
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

    /// <summary>1 / (1 + exp(-x)).</summary>
    Sigmoid,

    /// <summary>x.</summary>
    Identity,
}
