using static TorchSharp.torch;

namespace Llm.Gen.Training;

/// <summary>What an optimizer remembers of one weight, or one part of it.</summary>
/// <param name="Name">What it is and of which weight: <c>mean.model.norm.weight</c>.</param>
/// <param name="Values">The numbers; changing them changes what the optimizer remembers.</param>
public sealed record OptimizerState(string Name, Tensor Values);
