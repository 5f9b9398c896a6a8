using System.Diagnostics;
using System.Globalization;
using Llm.Gen.Architectures;
using Llm.Gen.Cli.Terminal;
using Llm.Gen.Training;
using JsonObject = System.Text.Json.Nodes.JsonObject;

namespace Llm.Gen.Cli.Training;

/// <summary>What a run takes of a machine's memory, by the facts of its model; activations come on top.</summary>
internal sealed record RecipeMemory
{
    private const int Float32 = 4, BFloat16 = 2;
    private const int FourBitBlock = 64;                // values that share a scale of one byte

    public required long Parameters { get; init; }

    public required MemoryEstimate Needs { get; init; }

    /// <summary>Bytes that the machine has, or what the process may take of them.</summary>
    public long Machine { get; } = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    public bool Fits => Needs.Total <= Machine;

    /// <param name="architecture">The model.</param>
    /// <param name="isNarrow">Whether it is in bfloat16, with float32 masters.</param>
    /// <param name="training">What moves its weights, and which of them.</param>
    public static RecipeMemory Of(Architecture architecture, bool isNarrow, TrainingOptions training)
    {
        var optimizer = training.Optimizer;
        var facts = new ArchitectureFacts(architecture);
        var bytes = isNarrow ? BFloat16 : Float32;
        var needs = optimizer.Name == OptimizerName.Muon
            ? WithMuon(facts, facts.TrainingMemory(bytes, OptimizerKind.AdamW))
            : facts.TrainingMemory(bytes, KindOf(optimizer));
        var learns = training.LastLayers is { } layers ? ShareOfLast(facts, (double)layers / architecture.Layers.Count) : 1;
        return new RecipeMemory
        {
            Parameters = facts.Parameters,
            Needs = needs with { Gradients = (long)(needs.Gradients * learns), OptimizerState = (long)(needs.OptimizerState * learns) },
        };
    }

    /// <summary>The part of the numbers that learn with a part of the layers and what comes after them.</summary>
    private static double ShareOfLast(ArchitectureFacts facts, double layers) =>
        (Math.Min(1, layers) * (facts.Parts.Attention + facts.Parts.FeedForward + facts.Parts.Norms) + facts.Parts.Head) / facts.Parameters;

    /// <summary>Of a model that stays as it is: what learns beside it is small.</summary>
    public static RecipeMemory OfFrozen(Architecture architecture, bool isNarrow, bool isFourBit)
    {
        var facts = new ArchitectureFacts(architecture);
        var inLayers = facts.Parts.Attention + facts.Parts.FeedForward;
        var bytes = isNarrow ? BFloat16 : Float32;
        var weights = isFourBit ? inLayers / 2 + inLayers / FourBitBlock + (facts.Parameters - inLayers) * bytes : facts.Parameters * bytes;
        return new RecipeMemory { Parameters = facts.Parameters, Needs = new(Weights: weights, Cache: 0, Gradients: 0, OptimizerState: 0) };
    }

    private static OptimizerKind KindOf(OptimizerOptions optimizer) => optimizer.Name switch
    {
        OptimizerName.AdamW => OptimizerKind.AdamW,
        OptimizerName.AdamW8Bit => OptimizerKind.AdamW8Bit,
        OptimizerName.Lion => OptimizerKind.Lion,
        OptimizerName.Adafactor => OptimizerKind.Adafactor,
        OptimizerName.Sgd => optimizer.Momentum > 0 ? OptimizerKind.Momentum : OptimizerKind.Sgd,
        _ => throw new UnreachableException(),
    };

    /// <summary>One moment for what layers multiply by, two for the rest.</summary>
    private static MemoryEstimate WithMuon(ArchitectureFacts facts, MemoryEstimate adam) =>
        adam with { OptimizerState = adam.OptimizerState - Float32 * (facts.Parts.Attention + facts.Parts.FeedForward) };

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
