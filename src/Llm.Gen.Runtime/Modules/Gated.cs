using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>Gated units (arXiv:2002.05202) over gate and up side by side: [.., 2 F] to activation(gate) * up, [.., F].</summary>
public static class Gated
{
    /// <summary>SwiGLU: silu(gate) * up.</summary>
    public static Tensor Silu(Tensor gateUp) => Kernels.For(gateUp).Gate(gateUp, Activation.Silu);

    /// <summary>GeGLU: gelu(gate) * up, with the error function.</summary>
    public static Tensor Gelu(Tensor gateUp) => Kernels.For(gateUp).Gate(gateUp, Activation.Gelu);

    /// <summary>GeGLU: gelu(gate) * up, approximated by tanh.</summary>
    public static Tensor GeluTanh(Tensor gateUp) => Kernels.For(gateUp).Gate(gateUp, Activation.GeluTanh);

    /// <summary>ReGLU: relu(gate) * up.</summary>
    public static Tensor Relu(Tensor gateUp) => Kernels.For(gateUp).Gate(gateUp, Activation.Relu);

    /// <summary>GLU: sigmoid(gate) * up.</summary>
    public static Tensor Sigmoid(Tensor gateUp) => Kernels.For(gateUp).Gate(gateUp, Activation.Sigmoid);

    /// <summary>Bilinear: gate * up.</summary>
    public static Tensor Identity(Tensor gateUp) => Kernels.For(gateUp).Gate(gateUp, Activation.Identity);
}
