using System.Diagnostics;
using Llm.Gen.Architectures;

namespace Llm.Gen.Emission;

/// <summary>X.Model.g.cs: constants, then model, decoder, layer, attention, feed-forward.</summary>
internal static class ModelFile
{
    private static readonly string[] Aliases =
    [
        "Attend", "Block", "CausalModel", "Embedding", "Gated", "HeadLayout", "Pass", "Placement", "Projection", "ProjectionGroup", "RmsNorm", "Tensor", "TokenwiseBlock",
    ];

    public static string Print(ModelDeclaration model, ArchitectureFacts facts)
    {
        var header = $"{CSharp.Prose(facts.Parameters, "parameter")} | {CSharp.Prose(model.Architecture.Positions, "position")} | "
            + $"{CSharp.Prose(facts.CachedValuesPerToken, "cached value")} per token ({CSharp.Prose(facts.CachedBytesPerToken(2), "byte")} in bfloat16)";
        var directives = RuntimeNames.Directives([.. Aliases, .. RopeText.Aliases(model.Architecture), .. AttentionClass.Aliases(model.Architecture)]).Concat(RuntimeNames.Imports);
        return SourceFile.Print(model, header, directives, Record(model));
    }

    private static string Record(ModelDeclaration model)
    {
        var architecture = model.Architecture;
        var layer = architecture.Layers[0];
        var attention = (HeadAttentionSpec)layer.Attention;
        var gated = (GatedFeedForwardSpec)layer.FeedForward;
        var names = ModelFamily.Of(architecture).Names;
        return $$"""
            [global::System.CodeDom.Compiler.GeneratedCode("Llm.Gen", "1")]
            {{model.Accessibility}} sealed partial record {{model.Name}}
            {
            {{CSharp.Indent(Constants(architecture, attention, gated, (RmsNormSpec)layer.Norm), 1)}}

            {{CSharp.Indent(ModelClass.Print(model, names), 1)}}

            {{CSharp.Indent(DecoderClass.Print(architecture, names, attention, gated), 1)}}

            {{CSharp.Indent(LayerClass.Print(names), 1)}}

            {{CSharp.Indent(AttentionClass.Print(architecture, attention, names), 1)}}

            {{CSharp.Indent(FeedForwardClass.Print(gated, names), 1)}}
            }
            """;
    }

    private static string Constants(Architecture architecture, HeadAttentionSpec attention, GatedFeedForwardSpec gated, RmsNormSpec norm)
    {
        var isSplit = attention.Heads * attention.HeadSize == architecture.Hidden;
        return string.Join("\n", ((string?[])
        [
            "// Shapes below are written with these letters; B is the batch, T the new tokens, S the cached and new tokens.",
            Constant("Vocab", architecture.Vocab, "V"),
            Constant("HiddenSize", architecture.Hidden, "D"),
            Constant("LayerCount", architecture.Layers.Count, "L"),
            AttentionClass.KindOf(attention) == HeadSharing.None
                ? Constant("Heads", attention.Heads, "H   heads, each with queries, keys and values")
                : Constant("Heads", attention.Heads, "H   query heads"),
            AttentionClass.KindOf(attention) switch
            {
                HeadSharing.None => null,
                HeadSharing.All => Constant("KvHeads", 1, "K   key and value heads, shared by all query heads"),
                HeadSharing.Groups => Constant("KvHeads", attention.KeyValueHeads, "K   key and value heads, each shared by H/K query heads"),
                _ => throw new UnreachableException(),
            },
            Constant("HeadSize", attention.HeadSize, isSplit ? "E   D/H" : "E"),
            Constant("Inner", gated.Inner, "F"),
            RopeText.Kinds(architecture).Any(rope => rope.Scaling is DynamicScalingSpec)
                ? "private const int Positions = 1 << 28;  // dynamic scaling reaches as far as memory does"
                : $"private const int Positions = {CSharp.Literal(architecture.Positions)};",
            .. ScoringText.Constants(architecture),
            .. RopeText.Constants(architecture),
            $"private const double NormEpsilon = {CSharp.Literal(norm.Epsilon)};",
            .. ScoringText.Tables(architecture),
            .. RopeText.Tables(architecture),
        ]).Where(line => line is not null));
    }

    private static string Constant(string name, int value, string comment) =>
        CSharp.Commented($"private const int {name} = {CSharp.Literal(value)};", 40, "// " + comment);
}
