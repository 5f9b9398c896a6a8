using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>Moves modules to another device or type without torch's reflection over their fields.</summary>
internal static class Moving
{
    /// <summary>Moves what a module has registered below it.</summary>
    public static void Children(nn.Module module, ScalarType? type, Device? device, bool nonBlocking)
    {
        foreach (var (_, child) in module.named_children())
        {
            if (device is null)
                child.to(type!.Value, nonBlocking);
            else if (type is null)
                child.to(device.type, device.index, nonBlocking);
            else
                child.to(device, type.Value, nonBlocking);
        }
    }

    /// <summary>A copy of a parameter, and of its gradient, on another device or in another type.</summary>
    public static Parameter Copy(Parameter parameter, ScalarType? type, Device? device)
    {
        using var _ = no_grad();
        var (newType, newDevice) = (type ?? parameter.dtype, device ?? parameter.device);
        using var data = parameter.detach();
        var moved = new Parameter(data.to(newType, newDevice, copy: true), parameter.requires_grad);
        if (parameter.grad is { } gradient)
        {
            using (gradient)
            {
                using var movedGradient = gradient.to(newType, newDevice);
                moved.grad = movedGradient;
            }
        }
        return (Parameter)moved.DetachFromDisposeScope();
    }
}
