namespace Llm.Gen.Architectures;

/// <summary>Bytes that a model takes, by what takes them.</summary>
/// <param name="Weights">The parameters.</param>
/// <param name="Cache">Keys and values of the tokens seen.</param>
/// <param name="Gradients">The gradients.</param>
/// <param name="OptimizerState">The moments, and the master weights where they are kept.</param>
public sealed record MemoryEstimate(long Weights, long Cache, long Gradients, long OptimizerState)
{
    /// <summary>All of them together.</summary>
    public long Total => Weights + Cache + Gradients + OptimizerState;
}
