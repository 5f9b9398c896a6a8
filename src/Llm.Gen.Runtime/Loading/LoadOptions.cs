using TorchSharp;

namespace Llm.Gen.Runtime;

/// <summary>How a stored model is loaded.</summary>
public sealed record LoadOptions
{
    /// <summary>Where the weights go; the CPU unless said.</summary>
    public torch.Device Device { get; init; } = torch.CPU;

    /// <summary>Their type in memory; as the checkpoint says unless said.</summary>
    public Precision Precision { get; init; } = Precision.AsStored;

    /// <summary>Ends the loading; nothing of the model stays in memory.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>What to do with tensors that the declaration has no place for; refused unless said.</summary>
    public ExtraTensors ExtraTensors { get; init; } = ExtraTensors.Refuse;

    /// <summary>Folders of adapters in the PEFT format to put on the model, all at once; none unless said. The model has them as <see cref="CausalModel.Adapters"/>.</summary>
    public IReadOnlyList<string> Adapters { get; init; } = [];
}
