using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>Kernels over the memory of CPU tensors, whatever their type. Those that need gradients are functions of the graph.</summary>
internal abstract class CpuKernels : Kernels
{
    public override Tensor RmsNorm(Tensor x, Parameter weight, double epsilon) =>
        is_grad_enabled() && (x.requires_grad || weight.requires_grad)
            ? RmsNormFunction.apply(x, weight, epsilon)
            : NormForward(x, weight, (float)epsilon);

    public override Tensor Gate(Tensor gateUp, Activation activation)
    {
        if (activation == Activation.Gelu)
            return ComposedKernels.Instance.Gate(gateUp, activation);
        return is_grad_enabled() && gateUp.requires_grad
            ? GateFunction.apply(gateUp, activation)
            : GateForward(gateUp, activation);
    }

    /// <summary>w x / sqrt(mean(x^2) + epsilon), [.., D].</summary>
    public abstract Tensor NormForward(Tensor x, Tensor weight, float epsilon);

    /// <summary>The gradients of x, in its type, and of the weight, float32 [D].</summary>
    public abstract (Tensor X, Tensor Weight) NormBackward(Tensor x, Tensor weight, Tensor gradient, float epsilon);

    /// <summary>activation(gate) * up, [.., F].</summary>
    public abstract Tensor GateForward(Tensor gateUp, Activation activation);

    /// <summary>The gradient of gate and up side by side, [.., 2 F].</summary>
    public abstract Tensor GateBackward(Tensor gateUp, Tensor gradient, Activation activation);
}
