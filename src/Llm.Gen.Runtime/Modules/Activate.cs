using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>What plain feed-forward parts do to their inner values, each by itself.</summary>
public static class Activate
{
    /// <summary>max(x, 0).</summary>
    public static Tensor Relu(Tensor x) => Kernels.For(x).Activate(x, Activation.Relu);

    /// <summary>max(x, 0)^2 (arXiv:2109.08668).</summary>
    public static Tensor Relu2(Tensor x) => Kernels.For(x).Activate(x, Activation.Relu2);

    /// <summary>x Phi(x) (arXiv:1606.08415), with the error function.</summary>
    public static Tensor Gelu(Tensor x) => Kernels.For(x).Activate(x, Activation.Gelu);

    /// <summary>x Phi(x) (arXiv:1606.08415), approximated by tanh.</summary>
    public static Tensor GeluTanh(Tensor x) => Kernels.For(x).Activate(x, Activation.GeluTanh);

    /// <summary>x sigmoid(1.702 x) (arXiv:1606.08415).</summary>
    public static Tensor QuickGelu(Tensor x) => Kernels.For(x).Activate(x, Activation.QuickGelu);

    /// <summary>x sigmoid(x) (arXiv:1702.03118).</summary>
    public static Tensor Silu(Tensor x) => Kernels.For(x).Activate(x, Activation.Silu);
}
