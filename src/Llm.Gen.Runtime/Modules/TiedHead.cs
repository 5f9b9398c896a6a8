using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>Scores by an embedding's vectors and a bias of its own, [V].</summary>
public sealed class TiedHead : TokenwiseBlock, IScorer
{
    private readonly Embedding _embedding;
    private readonly OwnParameter _bias;

    /// <summary>A head whose bias holds nothing yet.</summary>
    /// <param name="embedding">What has the vectors.</param>
    /// <param name="vocabulary">V, tokens that are scored.</param>
    /// <param name="place">Where the bias is made.</param>
    public TiedHead(Embedding embedding, int vocabulary, Placement place) : base(nameof(TiedHead)) =>
        (_embedding, _bias) = (embedding, new(place, vocabulary));

    /// <inheritdoc/>
    public Parameter Weight => _embedding.Weight;

    /// <inheritdoc/>
    public Parameter? Bias => _bias.Value;

    /// <inheritdoc/>
    public LogitShape? Logits { get; set; }

    /// <inheritdoc/>
    public bool IsPlain => _embedding.IsPlain;

    /// <inheritdoc/>
    public Tensor Score(Tensor hidden)
    {
        using var scope = NewDisposeScope();
        var products = _embedding.Score(hidden) + _bias.Value.to(ScalarType.Float32);
        return (Logits?.Apply(products) ?? products).MoveToOuterDisposeScope();
    }

    /// <summary>[.., D] to float32 [.., V].</summary>
    public override Tensor forward(Tensor hidden) => Score(hidden);

    /// <inheritdoc/>
    protected override void Register() => Own("bias", _bias);
}
