using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>A learnt vector for each token; as a head it scores by inner products with the same vectors.</summary>
public sealed class Embedding : TokenwiseBlock, IScorer
{
    private readonly OwnParameter _weight;
    private readonly double _scale;

    /// <summary>An embedding whose vectors hold nothing yet.</summary>
    /// <param name="vocabulary">V, tokens that have a vector.</param>
    /// <param name="size">D, values in a vector.</param>
    /// <param name="place">Where the vectors are made.</param>
    /// <param name="scale">What vectors are multiplied by on their way in; scoring has them as they are.</param>
    public Embedding(int vocabulary, int size, Placement place, double scale = 1) : base(nameof(Embedding)) =>
        (_weight, _scale) = (new(place, vocabulary, size), scale);

    /// <summary>The vectors, [V, D].</summary>
    public Parameter Weight => _weight.Value;

    /// <summary>None.</summary>
    public Parameter? Bias => null;

    /// <inheritdoc/>
    public LogitShape? Logits { get; set; }

    /// <summary>What is learnt beside the vectors, or nothing.</summary>
    public IEmbeddingAdapter? Adapter { get; set; }

    /// <inheritdoc/>
    public bool IsPlain => Adapter is not { ChangesScores: true };

    /// <summary>Token ids, int64 [B, T], to their vectors [B, T, D].</summary>
    public override Tensor forward(Tensor tokens)
    {
        Operands.RequireTokens(tokens);
        var vectors = is_grad_enabled() && Weight.requires_grad ? GatherFunction.apply(Weight, tokens) : Gather(Weight, tokens);
        if (Adapter is { } adapter)
        {
            using var own = vectors;
            vectors = adapter.Adapt(tokens, own);
        }
        return _scale == 1 ? vectors : Scaled(vectors);
    }

    /// <inheritdoc/>
    public Tensor Score(Tensor hidden)
    {
        using var scope = NewDisposeScope();
        var products = ScoreFunction.Score(hidden, Weight);
        if (Adapter is { ChangesScores: true } adapter)
            products = adapter.AdaptScores(hidden, products);
        var wide = products.to(ScalarType.Float32);
        return (Logits?.Apply(wide) ?? wide).MoveToOuterDisposeScope();
    }

    /// <summary>The factor is rounded to the vectors' type first, as the references do.</summary>
    private Tensor Scaled(Tensor vectors)
    {
        using (vectors)
        {
            using var factor = tensor((float)_scale).to(vectors.dtype).to(ScalarType.Float32);
            return vectors * factor.item<float>();
        }
    }

    /// <summary>Rows of a matrix [V, D] picked by ids [B, T]: [B, T, D].</summary>
    internal static Tensor Gather(Tensor weight, Tensor tokens)
    {
        var (b, t) = (tokens.shape[0], tokens.shape[1]);
        using var flat = tokens.reshape(b * t).contiguous();
        Require(flat, weight.shape[0]);
        using var rows = weight.index_select(0, flat);                                      // [B T, D]
        return rows.view(b, t, weight.shape[1]);
    }

    /// <summary>Fails on an id that has no row; ids on another device are that device's to check.</summary>
    private static unsafe void Require(Tensor ids, long vocabulary)
    {
        if (ids.device_type != DeviceType.CPU || ids.NumberOfElements == 0)
            return;
        foreach (var id in new ReadOnlySpan<long>((long*)Memory.Address(ids), checked((int)ids.NumberOfElements)))
        {
            if (id < 0 || id >= vocabulary)
                throw new ArgumentOutOfRangeException("tokens", id, $"Token id {id} is outside the vocabulary, 0 to {vocabulary - 1}; use this model's tokenizer.");
        }
    }

    /// <inheritdoc/>
    protected override void Register() => Own("weight", _weight, WeightRole.Table);
}
