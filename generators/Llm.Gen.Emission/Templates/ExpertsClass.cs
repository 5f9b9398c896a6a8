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
    /// <param name="letter">The letter of an expert's inner size.</param>
    public static IEnumerable<string> Print(MoeSpec moe, int layers, WeightNames names, string letter)
    {
        yield return Mixture(moe, layers, names, letter);
        if (names.StackedExperts is null)
            yield return FeedForwardClass.Print(moe.Expert, names with { GateUp = null, Gate = names.ExpertGate ?? names.Gate, Up = names.ExpertUp ?? names.Up, Down = names.ExpertDown ?? names.Down }, FeedForwardWords.OfExpert(letter));
        if (moe.Shared is { } shared)
            yield return FeedForwardClass.Print(moe.Expert with { Inner = shared.Inner }, names with { GateUp = null }, FeedForwardWords.OfShared);
    }

    private static string Mixture(MoeSpec moe, int layers, WeightNames names, string letter)
    {
        var added = moe.Shared switch
        {
            null => "",
            { IsGated: true } => "\n" + CSharp.Commented("        y = y + Shared.call(tokens) * SharedGate.call(tokens).sigmoid();", 84, "// the shared one, let through by its gate"),
            _ => "\n" + CSharp.Commented("        y = y + Shared.call(tokens);", 84, "// the one that every token meets"),
        };
        var experts = names.StackedExperts is null ? "Experts" : "Expert, ExpertCount";
        return $$"""
            /// <summary>{{Summary(moe)}}</summary>
            public sealed class MixtureOfExperts(Placement place) : Block(nameof(MixtureOfExperts))
            {
            {{CSharp.Indent(RoutingProse(moe), 1)}}
            {{CSharp.Indent(CSharp.Initialized("private static readonly Routing Routing = new()", [.. Options(moe, layers)]), 1)}}

                /// <summary>Scores the experts for each token, [X, D].</summary>
                public Router Router { get; } = new(HiddenSize, ExpertCount, place{{(moe.Routing.HasBias ? ", bias: true" : "")}}{{(moe.Routing.HasCorrectionBias ? ", correction: true" : "")}});

            {{CSharp.Indent(CSharp.Blocks([Experts(moe, names, letter), .. SharedMembers(moe)]), 1)}}

                /// <summary>[B, T, D] to [B, T, D]; each expert works on its tokens at once.</summary>
                public override Tensor forward(Tensor x, Pass pass)
                {
                    using var scope = NewDisposeScope();

            {{CSharp.Commented("        var tokens = x.view(-1, HiddenSize);", 84, "// [B T, D]")}}
            {{CSharp.Commented("        var choice = Router.Choose(tokens, Routing, pass);", 84, "// A of X experts for each token, and their weights")}}
            {{CSharp.Commented($"        var y = Mixture.Of({experts}, tokens, choice);", 84, "// [B T, D]")}}{{added}}
                    return y.view(x.shape).MoveToOuterDisposeScope();
                }

            {{OneExpert(moe, names, letter)}}    /// <inheritdoc/>
                protected override void Register()
                {
            {{CSharp.Indent(CSharp.Lines(Registrations(moe, names)), 2)}}
                }
            }
            """;
    }

    private static string Summary(MoeSpec moe) =>
        $"A mixture of experts (arXiv:1701.06538): each token meets {moe.Chosen} of {CSharp.Prose(moe.Experts, "expert")}" + (moe.Shared is null ? "." : ", and one that all tokens share (arXiv:2401.06066).");

    private static string RoutingProse(MoeSpec moe)
    {
        var routing = moe.Routing;
        var score = routing.Score == RoutingScore.Sigmoid ? "a sigmoid of each score (arXiv:2412.19437)" : "a softmax over all experts";
        var correction = routing.HasCorrectionBias ? ", the best by score and correction (arXiv:2408.15664)" : "";
        var groups = routing.GroupsChosen < routing.Groups ? $", from the {routing.GroupsChosen} best of {routing.Groups} groups (arXiv:2405.04434)" : "";
        var sum = routing.IsNormalised ? ", weights that sum to 1" : "";
        return $"// {char.ToUpperInvariant(score[0])}{score.Substring(1)}; {CSharp.Prose(moe.Chosen, "expert")} chosen{groups}{correction}{sum}.";
    }

    private static IEnumerable<string> Options(MoeSpec moe, int layers)
    {
        var routing = moe.Routing;
        yield return "Chosen = ExpertsChosen";
        if (routing.Score == RoutingScore.Sigmoid)
            yield return "Score = RouterScore.Sigmoid";
        if (routing.IsNormalised)
            yield return "Normalizes = true";
        if (routing.Scale != 1)
            yield return $"Scale = {CSharp.Literal(routing.Scale)}";
        if (routing.GroupsChosen < routing.Groups)
        {
            yield return $"Groups = {routing.Groups}";
            yield return $"GroupsChosen = {routing.GroupsChosen}";
            yield return $"GroupScore = GroupScore.{(routing.GroupScore == Architectures.GroupScore.TwoBest ? "TwoBest" : "Best")}";
        }
        if (moe.Capacity is { } capacity)
            yield return $"Capacity = {CSharp.Literal(capacity)}";
        if (moe.BalanceCoefficient > 0)
            yield return $"Balance = {CSharp.Literal(moe.BalanceCoefficient)} / {layers}";
        if (moe.RouterZCoefficient > 0)
            yield return $"RouterZ = {CSharp.Literal(moe.RouterZCoefficient)} / {layers}";
    }

    private static string Experts(MoeSpec moe, WeightNames names, string letter)
    {
        var bias = moe.Expert.HasBias ? ", bias: true" : "";
        return names.StackedExperts is null
            ? """
              /// <summary>The experts, of which each token meets a few.</summary>
              public ModuleList<Expert> Experts { get; } = Repeat(ExpertCount, _ => new Expert(place));
              """
            : $$"""
              /// <summary>The gates of all experts and what they let through, [X, 2 {{letter}}, D].</summary>
              public ExpertMatrices GateUp { get; } = new(ExpertCount, HiddenSize, 2 * ExpertInner, place{{bias}});

              /// <summary>Back to the residual stream, of all experts, [X, D, {{letter}}].</summary>
              public ExpertMatrices Down { get; } = new(ExpertCount, ExpertInner, HiddenSize, place{{bias}});
              """;
    }

    /// <summary>The method that runs one expert where they are stored as one.</summary>
    private static string OneExpert(MoeSpec moe, WeightNames names, string letter) => names.StackedExperts is null
        ? ""
        : CSharp.Indent(
            $$"""
            /// <summary>One expert's {{FeedForwardClass.Title(moe.Expert)}}: [n, D] to [n, D], token by token.</summary>
            private Tensor Expert(int expert, Tensor x)
            {
                {{CSharp.Commented("var gateUp = GateUp.Apply(expert, x);", 76, $"// [n, 2 {letter}]")}}
                {{CSharp.Commented($"return Down.Apply(expert, {FeedForwardClass.Unit((GatedFeedForwardSpec)moe.Expert, "gateUp")});", 76, "// [n, D]")}}
            }
            """, 1) + "\n\n";

    private static IEnumerable<string> SharedMembers(MoeSpec moe)
    {
        if (moe.Shared is null)
            yield break;

        yield return
            """
            /// <summary>The expert that every token meets.</summary>
            public SharedExpert Shared { get; } = new(place);
            """;
        if (moe.Shared.IsGated)
        {
            yield return
                """
                /// <summary>How much of the shared expert a token takes, [1, D].</summary>
                public Projection SharedGate { get; } = new(HiddenSize, 1, place);
                """;
        }
    }

    private static IEnumerable<string> Registrations(MoeSpec moe, WeightNames names)
    {
        yield return RegistrationText.Print(names.Router, "Router");
        if (names.StackedExperts is { } stacked)
        {
            yield return RegistrationText.Print(WithoutWeight(stacked.GateUp), "GateUp");
            yield return RegistrationText.Print(WithoutWeight(stacked.Down), "Down");
        }
        else
        {
            yield return RegistrationText.Print(names.Experts, "Experts");
        }
        if (moe.Shared is null)
            yield break;
        yield return RegistrationText.Print(names.SharedExpert, "Shared");
        if (moe.Shared.IsGated)
            yield return RegistrationText.Print(names.SharedExpertGate, "SharedGate");
    }

    private static string WithoutWeight(string name) => name.EndsWith(".weight", StringComparison.Ordinal) ? name.Substring(0, name.Length - ".weight".Length) : name;
}
