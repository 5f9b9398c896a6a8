using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>Gated units (arXiv:2002.05202) over gate and up side by side: [.., 2 F] to activation(gate) * up, [.., F].</summary>
public static class Gated
{
    /// <summary>SwiGLU: silu(gate) * up.</summary>
    public static Tensor Silu(Tensor gateUp) => Gate(gateUp, Activation.Silu);

    /// <summary>GeGLU: gelu(gate) * up, with the error function.</summary>
    public static Tensor Gelu(Tensor gateUp) => Gate(gateUp, Activation.Gelu);

    /// <summary>GeGLU: gelu(gate) * up, approximated by tanh.</summary>
    public static Tensor GeluTanh(Tensor gateUp) => Gate(gateUp, Activation.GeluTanh);

    /// <summary>ReGLU: relu(gate) * up.</summary>
    public static Tensor Relu(Tensor gateUp) => Gate(gateUp, Activation.Relu);

    /// <summary>GLU: sigmoid(gate) * up.</summary>
    public static Tensor Sigmoid(Tensor gateUp) => Gate(gateUp, Activation.Sigmoid);

    /// <summary>Bilinear: gate * up.</summary>
    public static Tensor Identity(Tensor gateUp) => Gate(gateUp, Activation.Identity);

    /// <summary>
    /// GPT-OSS's unit (arXiv:2508.10925): (up + 1) * gate * sigmoid(alpha gate), the gate at most the limit and up within it.
    /// </summary>
    /// <param name="gateUp">Gate and up side by side, [.., 2 F].</param>
    /// <param name="limit">The bound of both.</param>
    /// <param name="alpha">How steep the gate is.</param>
    public static Tensor Clamped(Tensor gateUp, double limit, double alpha)
    {
        Require(gateUp);
        using var scope = NewDisposeScope();
        var halves = gateUp.chunk(2, -1);
        var (gate, up) = (halves[0].clamp(max: limit), halves[1].clamp(-limit, limit));
        return ((up + 1) * gate * (gate * alpha).sigmoid()).MoveToOuterDisposeScope();
    }

    private static Tensor Gate(Tensor gateUp, Activation activation)
    {
        Require(gateUp);
        return Kernels.For(gateUp).Gate(gateUp, activation);
    }

    private static void Require(Tensor gateUp)
    {
        if (gateUp.ndim == 0 || gateUp.size(-1) % 2 != 0)
            throw new ArgumentException($"A gated unit was given {TensorText.Of(gateUp)}; give gate and up side by side, an even number of columns.", nameof(gateUp));
    }
}
