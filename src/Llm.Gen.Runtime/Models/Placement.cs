using TorchSharp;
using TorchSharp.Modules;

namespace Llm.Gen.Runtime;

/// <summary>Where and how precisely a model's weights are made.</summary>
/// <param name="Device">The device that holds them.</param>
/// <param name="Type">The element type; modules compute in it and accumulate in float32.</param>
public sealed record Placement(torch.Device Device, torch.ScalarType Type)
{
    /// <summary>float32 on the CPU.</summary>
    public static Placement Default { get; } = new(torch.CPU, torch.ScalarType.Float32);

    /// <summary>An uninitialised tensor of the given shape, made here.</summary>
    public torch.Tensor Empty(params long[] shape) => torch.empty(shape, dtype: Type, device: Device);

    /// <summary>An uninitialised parameter of the given shape, made here and in no dispose scope.</summary>
    public Parameter Parameter(params long[] shape) => (Parameter)new Parameter(Empty(shape)).DetachFromDisposeScope();
}
