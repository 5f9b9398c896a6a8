using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>New vectors for a few tokens, in place of those of an embedding or of rows of a head. V vocabulary, n new vectors, D their size.</summary>
internal sealed class TokenRows : IEmbeddingAdapter, IProjectionAdapter, IDisposable
{
    /// <summary>The module that PEFT means where it names none.</summary>
    public const string UsualModule = "embed_tokens";

    private readonly Tensor _tokens;            // int64 [n]

    /// <summary>Vectors, which belong to it from now on, of tokens.</summary>
    public TokenRows(IReadOnlyList<int> tokens, Parameter vectors)
    {
        Vectors = vectors;
        _tokens = tensor([.. tokens.Select(id => (long)id)], device: vectors.device).DetachFromDisposeScope();
    }

    /// <summary>The vectors, float32 [n, D].</summary>
    public Parameter Vectors { get; }

    public string Description => $"{Vectors.shape[0]} vectors of tokens";

    public bool ChangesScores => true;

    public IReadOnlyList<StoredWeight> Weights(string point) =>
        [new($"{point}.token_adapter.trainable_tokens_delta", Vectors, Vectors.shape, WeightRole.Matrix)];

    public Tensor Adapt(Tensor tokens, Tensor vectors)
    {
        using var scope = NewDisposeScope();
        var isNew = tokens.unsqueeze(-1).eq(_tokens).to(vectors.dtype);                     // [B, T, n], at most one a token
        var kept = vectors * (1 - isNew.sum([-1L], keepdim: true));
        return (kept + matmul(isNew, Vectors.to(vectors.dtype))).MoveToOuterDisposeScope();
    }

    public Tensor AdaptScores(Tensor hidden, Tensor products)
    {
        using var scope = NewDisposeScope();
        var scores = nn.functional.linear(hidden, Vectors.to(hidden.dtype));                // [.., n]
        return products.index_copy(-1, _tokens, scores.to(products.dtype)).MoveToOuterDisposeScope();
    }

    Tensor IProjectionAdapter.Adapt(Tensor input, Tensor output) => AdaptScores(input, output);

    /// <summary>A matrix [V, D] with these rows, float32.</summary>
    public Tensor Merged(Tensor matrix)
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        return matrix.to(ScalarType.Float32).index_copy(0, _tokens, Vectors).MoveToOuterDisposeScope();
    }

    public void Dispose()
    {
        _tokens.Dispose();
        Vectors.Dispose();
    }
}
