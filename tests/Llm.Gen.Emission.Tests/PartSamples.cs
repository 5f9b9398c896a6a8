using System.Globalization;
using Llm.Gen.Architectures;

namespace Llm.Gen.Emission.Tests;

/// <summary>Declarations that together use everything that norms, feed-forwards, embeddings and heads can be.</summary>
internal static class PartSamples
{
    private static IReadOnlyList<NormSpec> Norms =>
    [
        new RmsNormSpec { Epsilon = 1e-5, HasUnitOffset = true },
        new LayerNormSpec { Epsilon = 1e-5 },
        new LayerNormSpec { Epsilon = 1e-6, HasWeight = false, HasBias = false },
        new LayerNormSpec { Epsilon = 1e-7, HasBias = false, HasUnitOffset = true },
    ];

    public static IReadOnlyList<ModelDeclaration> All { get; } =
    [
        .. from norm in Norms
           from placement in Enum.GetValues<NormPlacement>()
           select Layers($"{norm.GetType().Name}{norm.Epsilon.ToString("e0", CultureInfo.InvariantCulture)[^1]}{placement}", layer => layer with { Norm = norm, Placement = placement }),
        .. from activation in Enum.GetValues<MlpActivation>()
           select Layers($"Plain{activation}", layer => layer with { FeedForward = new MlpSpec { Inner = 40, Activation = activation, HasBias = activation == MlpActivation.Relu } }),
        .. from layout in Enum.GetValues<SinusoidLayout>()
           select Change($"Sinusoids{layout}", model => model with { Embedding = new() { Positions = new SinusoidalPositionSpec { Layout = layout, Offset = 2 }, Scale = 4.5 } }),
        Change("Sized", model => model with { Embedding = new() { Size = 12, Positions = new LearnedPositionSpec { Offset = 2 }, Norm = new LayerNormSpec { Epsilon = 1e-3 }, Dropout = 0.1 } }),
        Change("CappedScores", model => model with { Head = new() { Softcap = 30 } }),
        Change("MultipliedScores", model => model with { Head = new() { Multiplier = 0.25 } }),
        Change("ShapedScores", model => model with { Head = new() { Multiplier = 0.25, Softcap = 30 } }),
        Change("AddedScores", model => model with { TiedEmbeddings = false, Head = new() { HasBias = true }, FinalNorm = new RmsNormSpec { Epsilon = 1e-3 } }),
        Change("AddedTiedScores", model => model with { TiedEmbeddings = true, Head = new() { HasBias = true, Softcap = 30 } }),
        Change("Endless", model => model with { FinalNorm = null }),
        .. ExpertSamples.All,
        Layers("Dropped", layer => layer with { Dropout = 0.1, ResidualMultiplier = 0.5 }),
    ];

    /// <summary>What is printed of each, without its config.json; and what is printed where a checkpoint stores parts otherwise.</summary>
    public static IEnumerable<string> Texts =>
    [
        .. All.SelectMany(sample => (string[])[ModelFile.Print(sample, new ArchitectureFacts(sample.Architecture)), WeightTable.Print(sample.Architecture), AdaptersFile.Print(sample)]),
        .. StoredOtherwise.Concat(ExpertSamples.StoredAsOne).Select(text => string.Join("\n", ["", .. RuntimeNames.DirectivesOf(text), text])),
    ];

    private static IEnumerable<string> StoredOtherwise
    {
        get
        {
            foreach (var keyValueHeads in new[] { 2, 4 })
            {
                var architecture = Samples.Declare(GateActivation.Silu, keyValueHeads, AttentionBias.None).Architecture;
                yield return AttentionClass.Print(architecture, WeightNames.Llama with { QueryKeyValue = "qkv" });
                yield return FeedForwardClass.Print(FeedForwardPart.Dense(architecture)!, WeightNames.Llama with { GateUp = "gate_up" }, FeedForwardWords.OfLayer);
                yield return LayerClass.Print(architecture, WeightNames.Llama with { FeedForward = "" }).Single();
                foreach (var transform in new[] { StorageTransform.Transposed, StorageTransform.RowsByGroup, StorageTransform.StackedExperts | StorageTransform.Transposed | StorageTransform.RowsInTurns })
                    yield return WeightTable.Row(WeightLayout.Of(architecture).Layers[0].Rows[keyValueHeads == 2 ? 2 : 1] with { Transform = transform }, "", "");
            }
        }
    }

    private static ModelDeclaration Layers(string name, Func<LayerSpec, LayerSpec> change) =>
        Change(name, model => model with { Layers = model.Layers.Select(change).ToEquatableArray() });

    private static ModelDeclaration Change(string name, Func<Architecture, Architecture> change)
    {
        var sample = Samples.Declare(GateActivation.Silu, 2, AttentionBias.None);
        return sample with { Name = name, Architecture = change(sample.Architecture) };
    }
}
