using System.Diagnostics;
using Llm.Gen.Architectures;

namespace Llm.Gen.Emission;

/// <summary>The emitted class Decoder: embedding, layers, final norm.</summary>
internal static class DecoderClass
{
    private const int Column = 76;              // of comments, inside a method

    public static string Print(Architecture architecture, WeightNames names)
    {
        var embedding = architecture.Embedding;
        return $$"""
            /// <summary>{{CSharp.Prose(architecture.Layers.Count, LayerClass.Title(architecture))}}{{Embedded(architecture)}}: {{Parts(architecture)}}.</summary>
            public sealed class Decoder(Placement place) : Block(nameof(Decoder))
            {
            {{CSharp.Indent(CSharp.Blocks(Members(architecture)), 1)}}

                /// <summary>Token ids [B, T] to last hidden states [B, T, {{(embedding.Size is null ? "D" : "W")}}].</summary>
                public override Tensor forward(Tensor tokens, Pass pass)
                {
                    using var scope = NewDisposeScope();

            {{CSharp.Indent(CSharp.Lines(Forward(architecture)), 2)}}
                }

                /// <inheritdoc/>
                protected override void Register()
                {
            {{CSharp.Indent(CSharp.Lines(Registrations(architecture, names)), 2)}}
                }
            }
            """;
    }

    private static string Embedded(Architecture architecture) => architecture.Embedding.Positions switch
    {
        null => "",
        LearnedPositionSpec => " over embeddings with learned positions",
        SinusoidalPositionSpec => " over embeddings with sinusoidal positions (arXiv:1706.03762)",
        _ => throw new UnreachableException(),
    };

    private static string Parts(Architecture architecture)
    {
        string[] traits = [.. RopeText.Title(architecture), .. AttentionClass.Traits(architecture)];
        var (attention, feedForward) = (AttentionClass.Title(architecture.Layers[0].Attention) + (traits.Length == 0 ? "" : $" with {CSharp.Series(traits)}"), FeedForwardPart.Title(architecture));
        return architecture.Layers[0].Placement is NormPlacement.Parallel or NormPlacement.ParallelNorms ? $"{attention}, beside {feedForward}" : $"{attention}, then {feedForward}";
    }

    private static IEnumerable<string?> Members(Architecture architecture)
    {
        var embedding = architecture.Embedding;
        yield return CSharp.Lines(
        [
            RopeText.Field(architecture),
            embedding.Positions is SinusoidalPositionSpec sinusoidal ? $"private readonly SinusoidalPositions _sinusoids = new(HiddenSize, SinusoidLayout.{sinusoidal.Layout}{Offset(sinusoidal)});" : null,
        ]);
        var scale = embedding.Scale == 1 ? "" : ", EmbeddingScale";
        yield return Member($"Token embeddings, [V, {(embedding.Size is null ? "D" : "W")}]{(embedding.Scale == 1 ? "" : "; multiplied by EmbeddingScale on their way in")}.", "Embedding", "Embed",
            $"new(Vocab, {(embedding.Size is null ? "HiddenSize" : "EmbeddingSize")}, place{scale})");
        if (embedding.Size is not null)
            yield return Member("From the embeddings' size to the residual stream's, [D, W].", "Projection", "ProjectIn", "new(EmbeddingSize, HiddenSize, place)");
        if (embedding.Positions is LearnedPositionSpec learned)
            yield return Member($"A vector for each position, [{(learned.Offset == 0 ? "" : $"{learned.Offset} + ")}Positions, D].", "LearnedPositions", "EmbedPositions", $"new(Positions, HiddenSize, place{Offset(learned)})");
        if (embedding.Norm is { } embeddingNorm)
            yield return NormText.Member("The norm of the embeddings.", embeddingNorm, "EmbedNorm", ModelConstants.EmbeddingEpsilon(architecture));
        foreach (var member in DistanceText.DecoderMembers(architecture))
            yield return member;
        yield return Member("The layers, first to last.", "ModuleList<Layer>", "Layers", $"Repeat{LayerClass.Make(architecture)}");
        if (architecture.FinalNorm is { } norm)
            yield return NormText.Member("The norm after the last layer.", norm, "Norm", ModelConstants.FinalEpsilon(architecture));
        if (embedding.Size is not null)
            yield return Member("From the residual stream's size to the embeddings', [W, D].", "Projection", "ProjectOut", "new(HiddenSize, EmbeddingSize, place)");
    }

    private static IEnumerable<string?> Forward(Architecture architecture)
    {
        var embedding = architecture.Embedding;
        yield return CSharp.Commented("pass.Begin(tokens, Positions);", Column, "// where these tokens stand");
        yield return RopeText.Begin(architecture);
        yield return DistanceText.Begin(architecture);
        yield return CSharp.Commented("var x = Embed.call(tokens);", Column, $"// [B, T, {(embedding.Size is null ? "D" : "W")}]");
        if (embedding.Size is not null)
            yield return CSharp.Commented("x = ProjectIn.call(x);", Column, "// [B, T, D]");
        yield return embedding.Positions switch
        {
            null => null,
            LearnedPositionSpec => CSharp.Commented("x = EmbedPositions.call(x, pass);", Column, "// [B, T, D]"),
            SinusoidalPositionSpec => CSharp.Commented("x = _sinusoids.Add(x, pass);", Column, "// [B, T, D]"),
            _ => throw new UnreachableException(),
        };
        if (embedding.Norm is not null)
            yield return CSharp.Commented("x = EmbedNorm.call(x);", Column, "// [B, T, D]");
        if (embedding.Dropout != 0)
            yield return CSharp.Commented("x = Dropout.Apply(x, EmbeddingDropout, pass.At(0), DropoutSite.Embedding);", Column, "// in training");
        yield return "foreach (var layer in Layers)";
        yield return CSharp.Commented("    x = pass.Through(layer, x);", Column, "// recomputed in backward if so asked");
        yield return "";
        var last = architecture.FinalNorm is null ? "x" : "Norm.call(x)";
        yield return $"return {(embedding.Size is null ? last : $"ProjectOut.call({last})")}.MoveToOuterDisposeScope();";
    }

    private static IEnumerable<string?> Registrations(Architecture architecture, WeightNames names)
    {
        var embedding = architecture.Embedding;
        yield return RegistrationText.Print(names.Embedding, "Embed");
        if (embedding.Size is not null)
            yield return RegistrationText.Print(names.ProjectIn, "ProjectIn");
        if (embedding.Positions is LearnedPositionSpec)
            yield return RegistrationText.Print(names.EmbeddedPositions, "EmbedPositions");
        if (embedding.Norm is not null)
            yield return RegistrationText.Print(names.EmbeddingNorm, "EmbedNorm");
        yield return RegistrationText.Print(names.Layers, "Layers");
        yield return DistanceText.DecoderRegistration(architecture, names);
        if (architecture.FinalNorm is not null)
            yield return RegistrationText.Print(names.FinalNorm, "Norm");
        if (embedding.Size is not null)
            yield return RegistrationText.Print(names.ProjectOut, "ProjectOut");
        yield return RopeText.Keep(architecture);
        if (embedding.Positions is SinusoidalPositionSpec)
            yield return CSharp.Commented("Keep(_sinusoids);", Column, "// their table follows the weights' device");
    }

    private static string Offset(EmbeddedPositionSpec positions) => positions.Offset == 0 ? "" : $", offset: {positions.Offset}";

    private static string Member(string summary, string type, string name, string value) =>
        $$"""
        /// <summary>{{summary}}</summary>
        public {{type}} {{name}} { get; } = {{value}};
        """;
}
