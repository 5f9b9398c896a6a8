using Llm.Gen.Architectures;

namespace Llm.Gen.Emission;

/// <summary>X.Model.g.cs: constants, then model, decoder, layer, attention, feed-forward.</summary>
internal static class ModelFile
{
    public static string Print(ModelDeclaration model, ArchitectureFacts facts)
    {
        var header = $"{CSharp.Prose(facts.Parameters, "parameter")}{OwnTypes.Beside(model)} | {CSharp.Prose(model.Architecture.Positions, "position")} | "
            + $"{CSharp.Prose(facts.CachedValuesPerToken, "cached value")} per token ({CSharp.Prose(facts.CachedBytesPerToken(2), "byte")} in bfloat16)";
        var record = Record(model);
        return SourceFile.Print(model, header, [.. RuntimeNames.DirectivesOf(record).Concat(OwnTypes.Directives(model)).OrderBy(line => line, StringComparer.Ordinal), .. RuntimeNames.Imports], record);
    }

    private static string Record(ModelDeclaration model)
    {
        var architecture = OwnTypes.Resolve(model);
        var names = WeightNames.Of(architecture);
        var classes = CSharp.Blocks(
        [
            ModelClass.Print(model, names),
            DecoderClass.Print(architecture, names),
            .. LayerClass.Print(architecture, names),
            AttentionClass.Print(architecture, names),
            .. FeedForwardPart.Print(architecture, names),
        ]);
        return $$"""
            [global::System.CodeDom.Compiler.GeneratedCode("Llm.Gen", "1")]
            {{model.Accessibility}} sealed partial record {{model.Name}}
            {
            {{CSharp.Indent(ModelConstants.Print(architecture), 1)}}

            {{CSharp.Indent(classes, 1)}}
            }
            """;
    }
}
