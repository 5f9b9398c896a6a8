using Llm.Gen.Architectures;

namespace Llm.Gen.Emission.Tests;

/// <summary>Declarations that together use everything that mixtures of experts can be.</summary>
internal static class ExpertSamples
{
    private static readonly GatedFeedForwardSpec Expert = new() { Inner = 20, Activation = GateActivation.Silu };

    private static readonly MoeSpec Plain = new() { Experts = 8, Chosen = 2, Expert = Expert };

    public static IReadOnlyList<ModelDeclaration> All { get; } =
    [
        Sample("Mixed", _ => Plain),
        Sample("MixedPlain", _ => Plain with { Expert = new MlpSpec { Inner = 20, Activation = MlpActivation.Relu, HasBias = true }, Capacity = 1.25, BalanceCoefficient = 0.01, RouterZCoefficient = 0.001 }),
        Sample("MixedAbove", layer => layer == 0 ? new GatedFeedForwardSpec { Inner = 40, Activation = GateActivation.Silu } : Plain with
        {
            Routing = new() { Score = RoutingScore.Sigmoid, IsNormalised = true, Scale = 2.5, HasCorrectionBias = true, Groups = 4, GroupsChosen = 2, GroupScore = GroupScore.TwoBest },
            Shared = new() { Inner = 30 },
        }),
        Sample("MixedGated", _ => Plain with { Routing = new() { HasBias = true, Groups = 4, GroupsChosen = 2 }, Shared = new() { Inner = 30, IsGated = true } }),
    ];

    /// <summary>What is printed where a checkpoint stores all experts of a layer as one tensor.</summary>
    public static IEnumerable<string> StoredAsOne
    {
        get
        {
            var moe = Plain with { Expert = Expert with { HasBias = true, Clamp = new() { Limit = 7 } } };
            var names = WeightNames.Llama with { StackedExperts = new() { GateUp = "experts.gate_up_proj", Down = "experts.down_proj", IsTransposed = true, HasRowsInTurns = true } };
            return ExpertsClass.Print(moe, 2, names, "F");
        }
    }

    private static ModelDeclaration Sample(string name, Func<int, FeedForwardSpec> part)
    {
        var sample = Samples.Declare(GateActivation.Silu, 2, AttentionBias.None);
        var layers = Enumerable.Range(0, 3).Select(i => sample.Architecture.Layers[0] with { FeedForward = part(i) }).ToEquatableArray();
        return sample with { Name = name, Architecture = sample.Architecture with { Layers = layers } };
    }
}
