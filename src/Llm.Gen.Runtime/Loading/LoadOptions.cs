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

    /// <summary>
    /// The names of a checkpoint whose family this library does not know, for a declaration written by hand: from the model's path to the stored one,
    /// <c>["model.layers.{i}.self_attn"] = "blocks.{i}.attn"</c> (<see cref="Architectures.NameTable"/>). Its config.json is then not compared where its family is not known. None unless said.
    /// </summary>
    public IReadOnlyDictionary<string, string>? Names { get; init; }

    /// <summary>Keeps the matrices of layers in four bits, quantised as they are read, for adapters to learn beside; none unless said. Matrices that the checkpoint has in four bits stay as they are either way.</summary>
    public FourBitOptions? FourBit { get; init; }

    /// <summary>Whether matrices that the checkpoint has in four bits become plain ones; they stay in four bits unless said.</summary>
    public bool IsDequantized { get; init; }

    /// <summary>Folders of adapters in the PEFT format to put on the model, all at once; none unless said. The model has them as <see cref="CausalModel.Adapters"/>.</summary>
    public IReadOnlyList<string> Adapters { get; init; } = [];

    /// <summary>What contradicts itself, or nothing.</summary>
    internal string? Errors()
    {
        if (FourBit is { } fourBit && fourBit.Errors().ToList() is { Count: > 0 } errors)
            return $"FourBit is wrong: {string.Join("; ", errors)}.";
        if (FourBit is not null && IsDequantized)
            return "FourBit asks for matrices in four bits and IsDequantized for plain ones; set one of them.";
        if (FourBit is not null && Device.type != DeviceType.CPU)
            return $"FourBit is for the CPU, and Device is {Device}; load plain weights there.";
        return null;
    }
}
