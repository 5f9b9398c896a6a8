using System.Diagnostics;

namespace Llm.Gen.Architectures;

/// <summary>The tensors of a checkpoint, derived from its architecture.</summary>
public static class StoredWeights
{
    /// <summary>Every stored tensor once, in the order of the computation; a tied embedding stands under the embedding's name.</summary>
    /// <param name="architecture">An architecture without errors.</param>
    public static IEnumerable<StoredWeight> Weights(this Architecture architecture)
    {
        var names = ModelFamily.Of(architecture).Names;
        yield return Weight($"{names.Decoder}.{names.Embedding}.weight", architecture.Vocab, architecture.Hidden);

        for (var i = 0; i < architecture.Layers.Count; i++)
        {
            foreach (var weight in OfLayer(architecture, names, architecture.Layers[i], $"{names.Decoder}.{names.Layers}.{i}"))
                yield return weight;
        }

        yield return Weight($"{names.Decoder}.{names.FinalNorm}.weight", architecture.Hidden);
        if (!architecture.TiedEmbeddings)
            yield return Weight($"{names.Head}.weight", architecture.Vocab, architecture.Hidden);
    }

    private static IEnumerable<StoredWeight> OfLayer(Architecture architecture, WeightNames names, LayerSpec layer, string path) =>
    [
        Weight($"{path}.{names.AttentionNorm}.weight", architecture.Hidden),
        .. layer.Attention switch
        {
            HeadAttentionSpec attention => OfHeads(names, attention, architecture.Hidden, $"{path}.{names.Attention}"),
            _ => throw new UnreachableException(),
        },
        Weight($"{path}.{names.FeedForwardNorm}.weight", architecture.Hidden),
        .. layer.FeedForward switch
        {
            GatedFeedForwardSpec gated => OfGated(names, gated, architecture.Hidden, $"{path}.{names.FeedForward}"),
            _ => throw new UnreachableException(),
        },
    ];

    private static IEnumerable<StoredWeight> OfHeads(WeightNames names, HeadAttentionSpec attention, int hidden, string path)
    {
        var queries = attention.Heads * attention.HeadSize;
        var keys = attention.KeyValueHeads * attention.HeadSize;
        return
        [
            .. Projection($"{path}.{names.Query}", queries, hidden, attention.Bias.HasFlag(AttentionBias.Query)),
            .. Projection($"{path}.{names.Key}", keys, hidden, attention.Bias.HasFlag(AttentionBias.Key)),
            .. Projection($"{path}.{names.Value}", keys, hidden, attention.Bias.HasFlag(AttentionBias.Value)),
            .. Projection($"{path}.{names.Output}", hidden, queries, attention.Bias.HasFlag(AttentionBias.Output)),
        ];
    }

    private static IEnumerable<StoredWeight> OfGated(WeightNames names, GatedFeedForwardSpec gated, int hidden, string path) =>
    [
        .. Projection($"{path}.{names.Gate}", gated.Inner, hidden, gated.HasBias),
        .. Projection($"{path}.{names.Up}", gated.Inner, hidden, gated.HasBias),
        .. Projection($"{path}.{names.Down}", hidden, gated.Inner, gated.HasBias),
    ];

    private static IEnumerable<StoredWeight> Projection(string path, int outputs, int inputs, bool hasBias)
    {
        yield return Weight($"{path}.weight", outputs, inputs);
        if (hasBias)
            yield return Weight($"{path}.bias", outputs);
    }

    private static StoredWeight Weight(string name, params int[] shape) => new(name, shape.ToEquatableArray());
}
