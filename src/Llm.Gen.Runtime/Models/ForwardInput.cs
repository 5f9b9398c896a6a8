using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>Looks at what a model is given before any kernel does: those read memory as the model's shapes and types have it.</summary>
internal static class ForwardInput
{
    /// <summary>Fails unless tokens go with a model.</summary>
    public static void Require(CausalModel model, Tensor tokens, Pass pass)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        ArgumentNullException.ThrowIfNull(pass);
        RequireDevice(model, tokens, model.Head.Weight, nameof(tokens));
    }

    /// <summary>Fails unless hidden states go with a model's head.</summary>
    public static void Require(CausalModel model, Tensor hidden)
    {
        ArgumentNullException.ThrowIfNull(hidden);
        var weight = model.Head.Weight;
        RequireDevice(model, hidden, weight, nameof(hidden));
        Operands.RequireRows($"The head of {model.Facts.Name}", hidden, weight.size(-1), weight);
    }

    private static void RequireDevice(CausalModel model, Tensor given, Parameter weight, string name)
    {
        if (given.device_type != weight.device_type || given.device_index != weight.device_index)
            throw new ArgumentException($"{name} are {TensorText.Of(given)}, and the weights of {model.Facts.Name} are on {weight.device}; bring them together, .to({weight.device.type}) say.", name);
    }
}
