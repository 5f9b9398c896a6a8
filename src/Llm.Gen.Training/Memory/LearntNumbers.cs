using System.Diagnostics;

namespace Llm.Gen.Training;

/// <summary>The sizes of one weight that learns, or of several alike: all that an optimizer's memory follows from.</summary>
/// <param name="Count">All its numbers.</param>
/// <param name="Rows">Rows of a matrix, of all parts that are stored as one; 1 of a vector.</param>
/// <param name="Columns">Columns of a matrix.</param>
/// <param name="Parts">Matrices that are stored as one, below each other.</param>
/// <param name="IsVector">Whether it has one dimension.</param>
/// <param name="IsMatrix">Whether it multiplies, or is an embedding; of the others optimizers keep more.</param>
/// <param name="IsInLayer">Whether it belongs to a layer.</param>
internal readonly record struct LearntNumbers(long Count, long Rows, long Columns, int Parts, bool IsVector, bool IsMatrix, bool IsInLayer)
{
    private const int Float32 = 4;

    /// <summary>A matrix of an adapter.</summary>
    internal static LearntNumbers Matrix(long rows, long columns, bool isInLayer) => new(rows * columns, rows, columns, 1, IsVector: false, IsMatrix: true, isInLayer);

    /// <summary>Bytes that an optimizer remembers of it, masters left out.</summary>
    internal long StateBytes(OptimizerOptions optimizer) => optimizer.Name switch
    {
        OptimizerName.AdamW => (optimizer.Amsgrad == true ? 3 : 2) * Float32 * Count,
        OptimizerName.AdamW8Bit when IsMatrix && Count >= EightBitRule.Smallest => 2 * (Count + Float32 * ((Count + EightBitRule.Block - 1) / EightBitRule.Block)),
        OptimizerName.AdamW8Bit => 2 * Float32 * Count,
        OptimizerName.Muon => (IsMatrix && IsInLayer ? 1 : 2) * Float32 * Count,
        OptimizerName.Adafactor => Float32 * (IsVector ? Count : Count / (Rows * Columns) * (Rows + Parts * Columns)),
        OptimizerName.Lion => Float32 * Count,
        OptimizerName.Sgd => optimizer.Momentum > 0 ? Float32 * Count : 0,
        _ => throw new UnreachableException(),
    };
}
