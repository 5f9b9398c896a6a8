using Llm.Gen.Architectures;

namespace Llm.Gen.Emission;

/// <summary>The emitted rows that tie stored tensors to parameters.</summary>
internal static class WeightTable
{
    public static string Print(Architecture architecture)
    {
        var names = ModelFamily.Of(architecture).Names;
        var layer = architecture.Layers[0];
        return $$"""
            yield return new("{{names.Decoder}}.{{names.Embedding}}.weight", Decoder.Embed.Weight, [Vocab, HiddenSize], WeightRole.Matrix);
            for (var i = 0; i < LayerCount; i++)
            {
                var (layer, at) = (Decoder.Layers[i], $"{{names.Decoder}}.{{names.Layers}}.{i}.");
                {{Gain(names.AttentionNorm, "AttentionNorm")}}
            {{CSharp.Indent(Attention((HeadAttentionSpec)layer.Attention, names), 1)}}
                {{Gain(names.FeedForwardNorm, "FeedForwardNorm")}}
            {{CSharp.Indent(FeedForward((GatedFeedForwardSpec)layer.FeedForward, names), 1)}}
            }

            yield return new("{{names.Decoder}}.{{names.FinalNorm}}.weight", Decoder.Norm.Weight, [HiddenSize], WeightRole.Gain);{{Head(architecture, names)}}
            """;
    }

    private static string Attention(HeadAttentionSpec attention, WeightNames names)
    {
        var keys = AttentionClass.KeyValueHeads(attention) + " * HeadSize";
        return string.Join("\n",
        [
            .. Projection($"{names.Attention}.{names.Query}", "Attention.Query", "Heads * HeadSize", "HiddenSize", attention.Bias.HasFlag(AttentionBias.Query)),
            .. Projection($"{names.Attention}.{names.Key}", "Attention.Key", keys, "HiddenSize", attention.Bias.HasFlag(AttentionBias.Key)),
            .. Projection($"{names.Attention}.{names.Value}", "Attention.Value", keys, "HiddenSize", attention.Bias.HasFlag(AttentionBias.Value)),
            .. Projection($"{names.Attention}.{names.Output}", "Attention.Output", "HiddenSize", "Heads * HeadSize", attention.Bias.HasFlag(AttentionBias.Output)),
        ]);
    }

    private static string FeedForward(GatedFeedForwardSpec gated, WeightNames names) =>
        string.Join("\n",
        [
            .. Projection($"{names.FeedForward}.{names.Gate}", "FeedForward.Gate", "Inner", "HiddenSize", gated.HasBias),
            .. Projection($"{names.FeedForward}.{names.Up}", "FeedForward.Up", "Inner", "HiddenSize", gated.HasBias),
            .. Projection($"{names.FeedForward}.{names.Down}", "FeedForward.Down", "HiddenSize", "Inner", gated.HasBias),
        ]);

    private static string Head(Architecture architecture, WeightNames names) =>
        architecture.TiedEmbeddings ? "" : $"\nyield return new(\"{names.Head}.weight\", Head.Weight, [Vocab, HiddenSize], WeightRole.Matrix);";

    private static string Gain(string stored, string member) =>
        $"yield return new(at + \"{stored}.weight\", layer.{member}.Weight, [HiddenSize], WeightRole.Gain);";

    private static IEnumerable<string> Projection(string stored, string member, string outputs, string inputs, bool hasBias)
    {
        yield return $"yield return new(at + \"{stored}.weight\", layer.{member}.Weight, [{outputs}, {inputs}], WeightRole.Matrix);";
        if (hasBias)
            yield return $"yield return new(at + \"{stored}.bias\", layer.{member}.Bias!, [{outputs}], WeightRole.Bias);";
    }
}
