using Llm.Gen.Architectures;

namespace Llm.Gen.Emission;

/// <summary>The emitted classes of a mixture of experts: the mixture itself, one expert, and the shared expert where there is one.</summary>
internal static class ExpertsClass
{
    /// <summary>What prose calls it: "2 of 8 experts".</summary>
    public static string Title(MoeSpec moe) => $"{moe.Chosen} of {CSharp.Prose(moe.Experts, "expert")} ({FeedForwardClass.Title(moe.Expert)})" + (moe.Shared is null ? "" : " and a shared one");

    /// <summary>The classes.</summary>
    /// <param name="moe">The mixture.</param>
    /// <param name="layers">How many layers have one: their losses are averaged.</param>
    /// <param name="names">How the matrices are stored.</param>
    public static IEnumerable<string> Print(MoeSpec moe, int layers, WeightNames names)
    {
        yield return Mixture(moe, layers, names);
        var own = names with { Gate = names.ExpertGate ?? names.Gate, Up = names.ExpertUp ?? names.Up, Down = names.ExpertDown ?? names.Down };
        yield return FeedForwardClass.Print(moe.Expert, own, "Expert", "ExpertInner", rows: "n");
        if (moe.Shared is { } shared)
            yield return FeedForwardClass.Print(moe.Expert with { Inner = shared.Inner }, names, "SharedExpert", "SharedInner", "S", "N");
    }

    private static string Mixture(MoeSpec moe, int layers, WeightNames names)
    {
        var added = moe.Shared switch
        {
            null => "",
            { IsGated: true } => "\n" + CSharp.Commented("        y = y + Shared.call(tokens) * SharedGate.call(tokens).sigmoid();", 84, "// the shared one, let through by its gate"),
            _ => "\n" + CSharp.Commented("        y = y + Shared.call(tokens);", 84, "// the one that every token meets"),
        };
        return $$"""
            /// <summary>{{Summary(moe)}}</summary>
            public sealed class MixtureOfExperts(Placement place) : Block(nameof(MixtureOfExperts))
            {
                private static readonly Routing Routing = new() { {{string.Join(", ", Options(moe, layers))}} };

                /// <summary>Scores the experts for each token, [X, D].</summary>
                public Router Router { get; } = new(HiddenSize, ExpertCount, place{{(moe.Routing.HasBias ? ", bias: true" : "")}}{{(moe.Routing.HasCorrectionBias ? ", correction: true" : "")}});

                /// <summary>The experts, of which each token meets a few.</summary>
                public ModuleList<Expert> Experts { get; } = Repeat(ExpertCount, _ => new Expert(place));
            {{SharedMembers(moe)}}
                /// <summary>[B, T, D] to [B, T, D]; each expert works on its tokens at once.</summary>
                public override Tensor forward(Tensor x, Pass pass)
                {
                    using var scope = NewDisposeScope();

            {{CSharp.Commented("        var tokens = x.view(-1, HiddenSize);", 84, "// [N, D]")}}
            {{CSharp.Commented("        var choice = Router.Choose(tokens, Routing, pass);", 84, "// K of X experts a token, and their weights")}}
            {{CSharp.Commented("        var y = Mixture.Of(Experts, tokens, choice);", 84, "// [N, D]")}}{{added}}
                    return y.view(x.shape).MoveToOuterDisposeScope();
                }

                /// <inheritdoc/>
                protected override void Register()
                {
                    register_module("{{names.Router}}", Router);
                    register_module("{{names.Experts}}", Experts);{{SharedNames(moe, names)}}
                }
            }
            """;
    }

    private static string Summary(MoeSpec moe) =>
        $"A mixture of experts (arXiv:1701.06538): each token meets {moe.Chosen} of {CSharp.Prose(moe.Experts, "expert")}" + (moe.Shared is null ? "." : ", and one that all tokens share (arXiv:2401.06066).");

    private static IEnumerable<string> Options(MoeSpec moe, int layers)
    {
        var routing = moe.Routing;
        yield return $"Chosen = {moe.Chosen}";
        if (routing.Score == RoutingScore.Sigmoid)
            yield return "Score = RouterScore.Sigmoid";
        if (routing.IsNormalised)
            yield return "Normalizes = true";
        if (routing.Scale != 1)
            yield return $"Scale = {CSharp.Literal(routing.Scale)}";
        if (routing.GroupsChosen < routing.Groups)
        {
            yield return $"Groups = {routing.Groups}, GroupsChosen = {routing.GroupsChosen}";
            yield return $"GroupScore = GroupScore.{(routing.GroupScore == Architectures.GroupScore.TwoBest ? "TwoBest" : "Best")}";
        }
        if (moe.Capacity is { } capacity)
            yield return $"Capacity = {CSharp.Literal(capacity)}";
        if (moe.BalanceCoefficient > 0)
            yield return $"Balance = {CSharp.Literal(moe.BalanceCoefficient)} / {layers}";
        if (moe.RouterZCoefficient > 0)
            yield return $"RouterZ = {CSharp.Literal(moe.RouterZCoefficient)} / {layers}";
    }

    private static string SharedMembers(MoeSpec moe) => moe.Shared switch
    {
        null => "",
        var shared => $$"""

                /// <summary>The expert that every token meets.</summary>
                public SharedExpert Shared { get; } = new(place);
            {{(shared.IsGated ? """

                /// <summary>How much of the shared expert a token takes, [1, D].</summary>
                public Projection SharedGate { get; } = new(HiddenSize, 1, place);

            """ : "")}}
            """,
    };

    private static string SharedNames(MoeSpec moe, WeightNames names) => moe.Shared switch
    {
        null => "",
        { IsGated: false } => $"\n        register_module(\"{names.SharedExpert}\", Shared);",
        _ => $"\n        register_module(\"{names.SharedExpert}\", Shared);\n        register_module(\"{names.SharedExpertGate}\", SharedGate);",
    };
}
