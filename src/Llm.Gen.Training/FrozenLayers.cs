using Llm.Gen.Runtime;
using TorchSharp.Modules;

namespace Llm.Gen.Training;

/// <summary>Takes all weights but those of the last layers out of training, until it is disposed of.</summary>
internal sealed class FrozenLayers : IDisposable
{
    private readonly Parameter[] _frozen;

    /// <param name="model">The model.</param>
    /// <param name="kept">How many layers go on learning, with what comes after them: the last norm, a head of its own.</param>
    /// <exception cref="ArgumentException">The model has fewer layers.</exception>
    internal FrozenLayers(ICausalModel model, int kept)
    {
        var weights = model.Weights().ToList();
        var layers = model.Facts.Layers;
        if (kept > layers)
            throw new ArgumentException($"The training options are wrong: {nameof(TrainingOptions.LastLayers)} is {kept}, expected at most the {layers} layers of {model.Facts.Name}.", nameof(kept));

        var first = weights.FindIndex(weight => GradientSlice.LayerOf(weight.Name) is { } layer && layer >= layers - kept);
        _frozen = [.. weights.Take(first).Select(weight => weight.Parameter).Where(parameter => parameter.requires_grad)];
        foreach (var parameter in _frozen)
        {
            parameter.requires_grad = false;
            parameter.grad = null;
        }
    }

    /// <summary>Lets them learn again.</summary>
    public void Dispose()
    {
        foreach (var parameter in _frozen.Where(parameter => !parameter.IsInvalid))
            parameter.requires_grad = true;
    }
}
