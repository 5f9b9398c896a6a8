using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>Something learnt beside an embedding.</summary>
public interface IEmbeddingAdapter
{
    /// <summary>What it is, in words, its numbers left out: training resumes only with the same.</summary>
    string Description => GetType().Name;

    /// <summary>Whether it changes what the same vectors score, where they are the head too.</summary>
    bool ChangesScores => false;

    /// <summary>What it learns, to be trained and stored.</summary>
    /// <param name="point">Name of the embedding's module.</param>
    IReadOnlyList<StoredWeight> Weights(string point);

    /// <summary>The vectors with the adapter's share.</summary>
    /// <param name="tokens">Token ids, int64 [B, T].</param>
    /// <param name="vectors">Their vectors, [B, T, D], before they are scaled.</param>
    Tensor Adapt(Tensor tokens, Tensor vectors);

    /// <summary>Products of hidden states with the vectors, with the adapter's share.</summary>
    /// <param name="hidden">[.., D].</param>
    /// <param name="products">[.., V].</param>
    Tensor AdaptScores(Tensor hidden, Tensor products) => products;
}
