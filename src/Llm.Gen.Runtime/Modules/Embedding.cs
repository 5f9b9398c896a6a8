using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>A learnt vector for each token; as a head it scores by inner products with the same vectors.</summary>
public sealed class Embedding : TokenwiseBlock, IScorer
{
    /// <summary>An embedding whose vectors hold nothing yet.</summary>
    public Embedding(int vocabulary, int size, Placement place) : base(nameof(Embedding)) =>
        Weight = new Parameter(place.Empty(vocabulary, size));

    /// <summary>The vectors, [V, D].</summary>
    public Parameter Weight { get; private set; }

    /// <summary>None.</summary>
    public Parameter? Bias => null;

    /// <summary>Token ids, int64 [B, T], to their vectors [B, T, D].</summary>
    public override Tensor forward(Tensor tokens)
    {
        var (b, t) = (tokens.shape[0], tokens.shape[1]);
        return Weight.index_select(0, tokens.reshape(b * t)).view(b, t, Weight.shape[1]);
    }

    /// <inheritdoc/>
    public Tensor Score(Tensor hidden) => nn.functional.linear(hidden, Weight).to(ScalarType.Float32);

    /// <inheritdoc/>
    protected override void Register() => register_parameter("weight", Weight);
}
