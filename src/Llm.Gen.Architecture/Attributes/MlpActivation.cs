namespace Llm.Gen;

/// <summary>What stands between the two projections of a plain feed-forward.</summary>
public enum MlpActivation
{
    /// <summary>max(x, 0).</summary>
    Relu,

    /// <summary>max(x, 0)^2 (arXiv:2109.08668).</summary>
    Relu2,

    /// <summary>x * the normal distribution's share below x, by erf (arXiv:1606.08415).</summary>
    Gelu,

    /// <summary>Gelu approximated by tanh (arXiv:1606.08415).</summary>
    GeluTanh,

    /// <summary>x * sigmoid(1.702 x) (arXiv:1606.08415).</summary>
    QuickGelu,

    /// <summary>x * sigmoid(x).</summary>
    Silu,

    /// <summary>Expanded gated ELU (arXiv:2411.13010): each layer learns how much x^2 adds above 0, and exp(x) - 1 - x below.</summary>
    Xielu,
}
