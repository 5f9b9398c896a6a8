using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>A low-rank update beside an embedding: a token's vector is E[id] + Scale * B A[:, id]. The head keeps the vectors as they are.</summary>
internal sealed class EmbeddingLora(LowRank factors) : IEmbeddingAdapter
{
    /// <summary>The update: A is [r, V], B is [D, r].</summary>
    public LowRank Factors => factors;

    public string Description => FormattableString.Invariant($"LoRA of rank {factors.Rank}, times {factors.Scale}");

    public IReadOnlyList<StoredWeight> Weights(string point) =>
    [
        new($"{point}.lora_embedding_A", factors.A, factors.A.shape, WeightRole.Matrix),
        new($"{point}.lora_embedding_B", factors.B, factors.B.shape, WeightRole.Matrix),
    ];

    public Tensor Adapt(Tensor tokens, Tensor vectors)
    {
        using var scope = NewDisposeScope();
        var low = factors.A.index_select(1, tokens.reshape(-1)).t().to(vectors.dtype);      // [B T, r]
        var update = nn.functional.linear(low, factors.B.to(vectors.dtype));                // [B T, D]
        return vectors.add(update.view(vectors.shape), factors.Scale).MoveToOuterDisposeScope();
    }
}
