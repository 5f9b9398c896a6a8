using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>Kernels over the memory of CPU tensors, whatever their type. Those that need gradients are functions of the graph.</summary>
internal abstract class CpuKernels : Kernels
{
    public override Tensor RmsNorm(Tensor x, Parameter weight, double epsilon, double offset) =>
        is_grad_enabled() && (x.requires_grad || weight.requires_grad)
            ? RmsNormFunction.apply(x, weight, (float)epsilon, (float)offset)
            : RmsNormForward(x, weight, (float)epsilon, (float)offset);

    public override Tensor LayerNorm(Tensor x, Parameter? weight, Parameter? bias, double epsilon, double offset) =>
        is_grad_enabled() && (x.requires_grad || weight is { requires_grad: true } || bias is { requires_grad: true })
            ? LayerNormFunction.Run(x, weight, bias, (float)epsilon, (float)offset)
            : LayerNormForward(x, weight, bias, (float)epsilon, (float)offset);

    public override Tensor Activate(Tensor x, Activation activation) =>
        is_grad_enabled() && x.requires_grad
            ? ActivationFunction.apply(x, activation)
            : ActivationForward(x, activation);

    public override Tensor Gate(Tensor gateUp, Activation activation) =>
        is_grad_enabled() && gateUp.requires_grad
            ? GateFunction.apply(gateUp, activation)
            : GateForward(gateUp, activation);

    /// <summary>(offset + w) x / sqrt(mean(x^2) + epsilon), [.., D].</summary>
    public abstract Tensor RmsNormForward(Tensor x, Tensor weight, float epsilon, float offset);

    /// <summary>The gradients of x, in its type, and of the weight, float32 [D].</summary>
    public abstract (Tensor X, Tensor Weight) RmsNormBackward(Tensor x, Tensor weight, Tensor gradient, float epsilon, float offset);

    /// <summary>(offset + w) (x - mean(x)) / sqrt(var(x) + epsilon) + b, [.., D].</summary>
    public abstract Tensor LayerNormForward(Tensor x, Tensor? weight, Tensor? bias, float epsilon, float offset);

    /// <summary>The gradients of x, in its type, and of weight and bias, float32 [D].</summary>
    public abstract (Tensor X, Tensor Weight, Tensor Bias) LayerNormBackward(Tensor x, Tensor? weight, Tensor gradient, float epsilon, float offset);

    /// <summary>activation(x), of the shape of x.</summary>
    public abstract Tensor ActivationForward(Tensor x, Activation activation);

    /// <summary>The gradient of x.</summary>
    public abstract Tensor ActivationBackward(Tensor x, Tensor gradient, Activation activation);

    /// <summary>activation(gate) * up, [.., F].</summary>
    public abstract Tensor GateForward(Tensor gateUp, Activation activation);

    /// <summary>The gradient of gate and up side by side, [.., 2 F].</summary>
    public abstract Tensor GateBackward(Tensor gateUp, Tensor gradient, Activation activation);
}
