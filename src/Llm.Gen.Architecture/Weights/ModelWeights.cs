namespace Llm.Gen.Architectures;

/// <summary>The stored tensors outside the layers.</summary>
internal sealed class ModelWeights(Architecture architecture, WeightNames names)
{
    private readonly WeightExtent _vocab = new("Vocab", architecture.Vocab);
    private readonly WeightExtent _hidden = new("HiddenSize", architecture.Hidden);

    private WeightExtent Embedded => architecture.Embedding.Size is { } size ? new("EmbeddingSize", size) : _hidden;

    /// <summary>The path of the layers.</summary>
    public string LayerPath => InDecoder(names.Layers);

    /// <summary>Embedding, positions, the matrix that leads in, the norm.</summary>
    public IEnumerable<WeightRow> Before
    {
        get
        {
            var embedding = architecture.Embedding;
            yield return Row(InDecoder(names.Embedding), "Decoder.Embed", StoredRole.Matrix, _vocab, Embedded);
            if (embedding.Size is not null)
                yield return Row(InDecoder(names.ProjectIn), "Decoder.ProjectIn", StoredRole.Matrix, _hidden, Embedded);
            if (embedding.Positions is LearnedPositionSpec learned)
                yield return Row(InDecoder(names.EmbeddedPositions), "Decoder.EmbedPositions", StoredRole.Table, new WeightExtent("Positions", architecture.Positions) + learned.Offset, _hidden);
            if (embedding.Norm is { } norm)
            {
                foreach (var row in NormWeights.Of(norm, InDecoder(names.EmbeddingNorm), "Decoder.EmbedNorm", _hidden))
                    yield return row;
            }

            if (architecture.Layers[0] is { Position: T5BiasSpec bias, Attention.Heads: var heads })
                yield return Row($"{LayerPath}.0.{names.Attention}.{names.PositionBias}", "Decoder.PositionBias", StoredRole.Table, new("Buckets", bias.Buckets), new("Heads", heads));
        }
    }

    /// <summary>The final norm, the matrix that leads out, the head.</summary>
    public IEnumerable<WeightRow> After
    {
        get
        {
            if (architecture.FinalNorm is { } norm)
            {
                foreach (var row in NormWeights.Of(norm, InDecoder(names.FinalNorm), "Decoder.Norm", _hidden))
                    yield return row;
            }

            if (architecture.Embedding.Size is not null)
                yield return Row(InDecoder(names.ProjectOut), "Decoder.ProjectOut", StoredRole.Matrix, Embedded, _hidden);
            if (!architecture.TiedEmbeddings)
                yield return Row(names.Head, "Head", StoredRole.Matrix, _vocab, Embedded);
            if (architecture.Head.HasBias)
                yield return new() { Name = $"{names.Head}.bias", Member = "Head.Bias", Role = StoredRole.Bias, Shape = new([_vocab]) };
        }
    }

    private static WeightRow Row(string name, string member, StoredRole role, params WeightExtent[] shape) =>
        new() { Name = $"{name}.weight", Member = $"{member}.Weight", Role = role, Shape = new(shape) };

    private string InDecoder(string name) => $"{names.Decoder}.{name}";
}
