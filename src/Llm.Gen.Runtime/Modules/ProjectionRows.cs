using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>Some rows of a projection that is stored as one matrix: the queries of a matrix that makes queries, keys and values. Adapters sit on the whole: these rows share its low rank, and have their rows of the update.</summary>
/// <param name="Whole">The projection.</param>
/// <param name="First">The first row.</param>
/// <param name="Count">Rows.</param>
public sealed record ProjectionRows(Projection Whole, int First, int Count)
{
    /// <summary>The rows of the matrix, [Count, In], in its memory.</summary>
    public Tensor Weight => Whole.Weight.narrow(0, First, Count);

    /// <summary>The rows of what is added to the output, [Count], in its memory, or none.</summary>
    public Tensor? Bias => Whole.Bias?.narrow(0, First, Count);
}
