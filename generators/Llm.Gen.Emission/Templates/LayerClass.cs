using System.Diagnostics;
using Llm.Gen.Architectures;

namespace Llm.Gen.Emission;

/// <summary>The emitted class Layer: attention and feed-forward, each beside a residual, with norms where the architecture has them.</summary>
internal static class LayerClass
{
    /// <summary>What a layer is called: "pre-norm layer".</summary>
    public static string Title(Architecture architecture) => architecture.Layers[0].Placement switch
    {
        NormPlacement.Pre => "pre-norm layer",
        NormPlacement.Post => "post-norm layer",
        NormPlacement.Sandwich => "sandwich-norm layer",
        NormPlacement.Output => "output-norm layer",
        NormPlacement.Parallel or NormPlacement.ParallelNorms => "parallel layer",
        _ => throw new UnreachableException(),
    };

    /// <summary>The arguments that make the list of layers.</summary>
    public static string Make(Architecture architecture) => FeedForwardPart.AreMixed(architecture)
        ? $"<Layer>(LayerCount, i => {LayerSet.Condition(architecture, layer => layer.FeedForward is DenseFeedForwardSpec)} ? new DenseLayer(i, place) : new ExpertLayer(i, place))"
        : "(LayerCount, i => new Layer(i, place))";

    /// <summary>The class of a layer where some are dense and some have experts.</summary>
    public static string KindOf(FeedForwardSpec feedForward) => feedForward is MoeSpec ? "ExpertLayer" : "DenseLayer";

    /// <summary>The class, or what layers have in common and then each kind.</summary>
    public static IEnumerable<string> Print(Architecture architecture, WeightNames names)
    {
        var layer = architecture.Layers[0];
        if (!FeedForwardPart.AreMixed(architecture))
            return [Print(architecture, names, FeedForwardPart.Call, "public sealed class Layer(int index, Placement place) : Block(nameof(Layer))", Member(layer.FeedForward), own: true)];

        const string seam =
            """
            /// <summary>The feed-forward part of normed states [B, T, D], token by token.</summary>
            protected abstract Tensor ApplyFeedForward(Tensor x, Pass pass);
            """;
        return
        [
            Print(architecture, names, static (_, input) => $"ApplyFeedForward({input}, pass)", "public abstract class Layer(string name, int index, Placement place) : Block(name)", seam, own: false),
            Kind("A layer whose tokens all meet the same feed-forward part.", FeedForwardPart.Dense(architecture)!, names),
            Kind("A layer whose tokens meet experts of their own.", FeedForwardPart.Experts(architecture)!, names),
        ];
    }

    private static string Kind(string summary, FeedForwardSpec feedForward, WeightNames names) =>
        $$"""
        /// <summary>{{summary}}</summary>
        public sealed class {{KindOf(feedForward)}}(int index, Placement place) : Layer(nameof({{KindOf(feedForward)}}), index, place)
        {
        {{CSharp.Indent(Member(feedForward), 1)}}

            /// <inheritdoc/>
            protected override Tensor ApplyFeedForward(Tensor x, Pass pass) => {{FeedForwardPart.Call(feedForward, "x")}};

            /// <inheritdoc/>
            protected override void Register()
            {
                base.Register();
                {{RegistrationText.Print(FeedForwardPart.NameOf(feedForward, names), "FeedForward")}}
            }
        }
        """;

    private static string Member(FeedForwardSpec feedForward) =>
        $$"""
        /// <summary>The feed-forward part, token by token.</summary>
        public {{FeedForwardPart.ClassOf(feedForward)}} FeedForward { get; } = new({{FeedForwardPart.Arguments(feedForward)}});
        """;

    private static string Print(Architecture architecture, WeightNames names, Func<FeedForwardSpec, string, string> call, string head, string last, bool own)
    {
        var layer = architecture.Layers[0];
        var norms = Norms(layer, names).ToList();
        return $$"""
            /// <summary>One layer: {{Formula(layer)}}. Its scope frees what {{(norms.Count == 0 ? "they leave" : "both leave")}} behind.</summary>
            {{head}}
            {
            {{CSharp.Indent(CSharp.Blocks(Members(layer, AttentionClass.Member(architecture), norms, last)), 1)}}

                /// <summary>[B, T, D] to [B, T, D].</summary>
                public override Tensor forward(Tensor x, Pass pass)
                {
                    using var scope = NewDisposeScope();

            {{CSharp.Indent(CSharp.Lines(Steps(layer, call)), 2)}}
                    return x.MoveToOuterDisposeScope();
                }

                /// <inheritdoc/>
                protected override void Register()
                {
            {{CSharp.Indent(CSharp.Lines(Registrations(norms, names, own ? FeedForwardPart.NameOf(layer.FeedForward, names) : null)), 2)}}
                }
            }
            """;
    }

    private static string Formula(LayerSpec layer)
    {
        var times = layer.ResidualMultiplier == 1 ? "" : "ResidualMultiplier ";
        return Sum(layer, times) + (layer.Norm is RmsNormSpec ? "; RMSNorm (arXiv:1910.07467)" : "; LayerNorm (arXiv:1607.06450)");
    }

    private static string Sum(LayerSpec layer, string times) => layer.Placement switch
    {
        NormPlacement.Pre => $"x + {times}attention(norm(x)), then x + {times}feed-forward(norm(x))",
        NormPlacement.Post => $"norm(x + {times}attention(x)), then norm(x + {times}feed-forward(x))",
        NormPlacement.Sandwich => $"x + {times}norm(attention(norm(x))), then x + {times}norm(feed-forward(norm(x)))",
        NormPlacement.Output => $"x + {times}norm(attention(x)), then x + {times}norm(feed-forward(x))",
        NormPlacement.Parallel => $"x + {times}attention(n) + {times}feed-forward(n), where n = norm(x)",
        NormPlacement.ParallelNorms => $"x + {times}attention(norm(x)) + {times}feed-forward(norm(x)), with a norm each",
        _ => throw new UnreachableException(),
    };

    /// <summary>The norms in the order of the computation: what for, member, stored name.</summary>
    private static IEnumerable<(string Summary, string Member, string Name)> Norms(LayerSpec layer, WeightNames names)
    {
        var (before, after) = layer.Placement switch
        {
            NormPlacement.Post => ("The norm after attention and its residual.", "The norm after the feed-forward part and its residual."),
            NormPlacement.Output => ("The norm of what attention adds.", "The norm of what the feed-forward part adds."),
            _ => ("The norm before attention.", "The norm before the feed-forward part."),
        };
        if (layer.Placement == NormPlacement.Parallel)
        {
            yield return ("The norm before both.", "Norm", names.AttentionNorm);
            yield break;
        }

        yield return (before, "AttentionNorm", names.AttentionNorm);
        if (layer.Placement == NormPlacement.Sandwich)
            yield return ("The norm of what attention adds.", "AttentionOutputNorm", names.AttentionOutputNorm);
        yield return (after, "FeedForwardNorm", names.FeedForwardNorm);
        if (layer.Placement == NormPlacement.Sandwich)
            yield return ("The norm of what the feed-forward part adds.", "FeedForwardOutputNorm", names.FeedForwardOutputNorm);
    }

    private static IEnumerable<string> Members(LayerSpec layer, string attention, List<(string Summary, string Member, string Name)> norms, string feedForward)
    {
        var texts = norms.ToDictionary(norm => norm.Member, norm => NormText.Member(norm.Summary, layer.Norm, norm.Member));
        return layer.Placement switch
        {
            NormPlacement.Pre or NormPlacement.ParallelNorms => [texts["AttentionNorm"], attention, texts["FeedForwardNorm"], feedForward],
            NormPlacement.Post or NormPlacement.Output => [attention, texts["AttentionNorm"], feedForward, texts["FeedForwardNorm"]],
            NormPlacement.Sandwich => [texts["AttentionNorm"], attention, texts["AttentionOutputNorm"], texts["FeedForwardNorm"], feedForward, texts["FeedForwardOutputNorm"]],
            NormPlacement.Parallel => [texts["Norm"], attention, feedForward],
            _ => throw new UnreachableException(),
        };
    }

    private static IEnumerable<string?> Steps(LayerSpec layer, Func<FeedForwardSpec, string, string> call)
    {
        string Attention(string input, string? norm = null) => Added(layer, $"Attention.call({input}, pass)", norm, "Attention");
        string FeedForward(string input, string? norm = null) => Added(layer, call(layer.FeedForward, input), norm, "FeedForward");
        string[] steps = layer.Placement switch
        {
            NormPlacement.Pre => [$"x = x + {Attention("AttentionNorm.call(x)")};", $"x = x + {FeedForward("FeedForwardNorm.call(x)")};"],
            NormPlacement.Post => [$"x = AttentionNorm.call(x + {Attention("x")});", $"x = FeedForwardNorm.call(x + {FeedForward("x")});"],
            NormPlacement.Sandwich => [$"x = x + {Attention("AttentionNorm.call(x)", "AttentionOutputNorm")};", $"x = x + {FeedForward("FeedForwardNorm.call(x)", "FeedForwardOutputNorm")};"],
            NormPlacement.Output => [$"x = x + {Attention("x", "AttentionNorm")};", $"x = x + {FeedForward("x", "FeedForwardNorm")};"],
            NormPlacement.Parallel => ["var n = Norm.call(x);", $"x = x + {Attention("n")} + {FeedForward("n")};"],
            NormPlacement.ParallelNorms => [$"x = x + {Attention("AttentionNorm.call(x)")} + {FeedForward("FeedForwardNorm.call(x)")};"],
            _ => throw new UnreachableException(),
        };
        return steps.Select(step => CSharp.Commented(step, 76, "// [B, T, D]"));
    }

    /// <summary>What a part adds to the residual stream.</summary>
    private static string Added(LayerSpec layer, string result, string? norm, string site)
    {
        var normed = norm is null ? result : $"{norm}.call({result})";
        var dropped = layer.Dropout == 0 ? normed : $"Dropout.Apply({normed}, ResidualDropout, pass.At(index), DropoutSite.{site})";
        return layer.ResidualMultiplier == 1 ? dropped : $"ResidualMultiplier * {dropped}";
    }

    private static IEnumerable<string> Registrations(List<(string Summary, string Member, string Name)> norms, WeightNames names, string? feedForward)
    {
        var parts = norms.Select(norm => (norm.Member, norm.Name)).ToList();
        parts.Insert(parts.FindIndex(part => part.Member is "AttentionNorm" or "Norm") + 1, ("Attention", names.Attention));
        return [.. parts.Select(part => RegistrationText.Print(part.Name, part.Member)), .. feedForward is null ? Array.Empty<string>() : [RegistrationText.Print(feedForward, "FeedForward")]];
    }
}
