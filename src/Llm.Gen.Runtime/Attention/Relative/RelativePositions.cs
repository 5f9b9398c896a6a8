using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>What is learnt for distances between tokens, and takes part in attention. B batch, K key heads, G query heads of each, t queries and s keys of one tile.</summary>
public abstract class RelativePositions
{
    /// <summary>The tables.</summary>
    internal abstract IReadOnlyList<Tensor> Tables { get; }

    /// <summary>The same with other tables, those that a backward pass kept.</summary>
    internal abstract RelativePositions With(IReadOnlyList<Tensor> tables);

    /// <summary>What is added to the scores, to be broadcast to [B, K, G, t, s].</summary>
    /// <param name="queries">Scaled queries, [B, K, G t, E].</param>
    /// <param name="distances">From each key to each query, int64 [t, s], 0 or more.</param>
    internal abstract Tensor Scores(Tensor queries, Tensor distances);

    /// <summary>What is added to what is read, [B, K, G t, E]; none where distances have no values.</summary>
    /// <param name="weights">[B, K, G t, s].</param>
    /// <param name="distances">As above.</param>
    internal virtual Tensor? Read(Tensor weights, Tensor distances) => null;

    /// <summary>What the gradient of the weights has from <see cref="Read"/>, [B, K, G t, s]; none without.</summary>
    /// <param name="gradient">Of what is read, [B, K, G t, E].</param>
    /// <param name="distances">As above.</param>
    internal virtual Tensor? WeightGradient(Tensor gradient, Tensor distances) => null;

    /// <summary>Adds a tile's share to the gradients of the tables, and to that of the scaled queries.</summary>
    /// <param name="tables">Sums, float32, one for each table.</param>
    /// <param name="queryGradient">A sum, [B, K, G t, E].</param>
    /// <param name="queries">Scaled queries, [B, K, G t, E].</param>
    /// <param name="weights">[B, K, G t, s].</param>
    /// <param name="scoreGradient">[B, K, G t, s].</param>
    /// <param name="gradient">Of what is read, [B, K, G t, E].</param>
    /// <param name="distances">As above.</param>
    internal abstract void Accumulate(IReadOnlyList<Tensor> tables, Tensor queryGradient, Tensor queries, Tensor weights, Tensor scoreGradient, Tensor gradient, Tensor distances);
}
