using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Llm.Gen.Runtime;

/// <summary>Gated units (arXiv:2002.05202) over gate and up side by side: [.., 2 F] to activation(gate) * up, [.., F].</summary>
public static class Gated
{
    /// <summary>SwiGLU: silu(gate) * up.</summary>
    public static Tensor Silu(Tensor gateUp) => Apply(gateUp, x => F.silu(x));

    /// <summary>GeGLU: gelu(gate) * up, with the error function.</summary>
    public static Tensor Gelu(Tensor gateUp) => Apply(gateUp, x => F.gelu(x));

    /// <summary>ReGLU: relu(gate) * up.</summary>
    public static Tensor Relu(Tensor gateUp) => Apply(gateUp, x => F.relu(x));

    /// <summary>GLU: sigmoid(gate) * up.</summary>
    public static Tensor Sigmoid(Tensor gateUp) => Apply(gateUp, x => F.sigmoid(x));

    /// <summary>Bilinear: gate * up.</summary>
    public static Tensor Identity(Tensor gateUp) => Apply(gateUp, x => x);

    private static Tensor Apply(Tensor gateUp, Func<Tensor, Tensor> activation)
    {
        var size = gateUp.shape[^1] / 2;
        return activation(gateUp.narrow(-1, 0, size)) * gateUp.narrow(-1, size, size);
    }
}
