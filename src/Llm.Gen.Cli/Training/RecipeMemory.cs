using System.Globalization;
using Llm.Gen.Architectures;
using Llm.Gen.Cli.Terminal;
using Llm.Gen.Runtime;
using Llm.Gen.Training;
using JsonObject = System.Text.Json.Nodes.JsonObject;

namespace Llm.Gen.Cli.Training;

/// <summary>What a run takes of a machine's memory, by the facts of its model; activations come on top.</summary>
internal sealed record RecipeMemory
{
    public required long Parameters { get; init; }

    public required MemoryEstimate Needs { get; init; }

    /// <summary>Bytes that the machine has, or what the process may take of them.</summary>
    public long Machine { get; } = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    public bool Fits => Needs.Total <= Machine;

    /// <param name="architecture">The model.</param>
    /// <param name="isNarrow">Whether it is in bfloat16, with float32 masters.</param>
    /// <param name="training">What moves its weights, and which of them.</param>
    public static RecipeMemory Of(Architecture architecture, bool isNarrow, TrainingOptions training) =>
        new() { Parameters = new ArchitectureFacts(architecture).Parameters, Needs = TrainingMemory.OfModel(architecture, PrecisionOf(isNarrow), training) };

    /// <summary>Of a model that stays as it is, and an adapter that learns beside it.</summary>
    public static RecipeMemory OfAdapter(Architecture architecture, bool isNarrow, AdapterConfig adapter, TrainingOptions training, FourBitOptions? fourBit) =>
        new() { Parameters = new ArchitectureFacts(architecture).Parameters, Needs = TrainingMemory.OfAdapter(architecture, PrecisionOf(isNarrow), adapter, training, fourBit) };

    private static Precision PrecisionOf(bool isNarrow) => isNarrow ? Precision.BFloat16 : Precision.Float32;

    /// <summary>One line for people.</summary>
    public string Summary => string.Create(
        CultureInfo.InvariantCulture,
        $"{Parameters:N0} parameters take {Quantities.Bytes(Needs.Total)}: weights {Quantities.Bytes(Needs.Weights)}, gradients {Quantities.Bytes(Needs.Gradients)}, optimizer {Quantities.Bytes(Needs.OptimizerState)}; activations come on top. The machine has {Quantities.Bytes(Machine)}.");

    /// <summary>What is wrong with a run that does not fit.</summary>
    public string Refusal => $"the run needs {Quantities.Bytes(Needs.Total)} (weights {Quantities.Bytes(Needs.Weights)}, gradients {Quantities.Bytes(Needs.Gradients)}, optimizer {Quantities.Bytes(Needs.OptimizerState)}) beside its activations, and the machine has {Quantities.Bytes(Machine)}, {Quantities.Bytes(Needs.Total - Machine)} too little; make the model smaller, or choose bfloat16 or an optimizer that remembers less";

    public JsonObject ToJson() => new()
    {
        ["parameters"] = Parameters,
        ["weights"] = Needs.Weights,
        ["gradients"] = Needs.Gradients,
        ["optimizer_state"] = Needs.OptimizerState,
        ["total"] = Needs.Total,
        ["machine"] = Machine,
        ["fits"] = Fits,
    };
}
