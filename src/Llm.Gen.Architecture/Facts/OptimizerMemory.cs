using System.Diagnostics;

namespace Llm.Gen.Architectures;

/// <summary>Bytes that optimisers keep.</summary>
internal static class OptimizerMemory
{
    private const int BlockOf8Bit = 256;

    public static long Of(OptimizerKind optimizer, ArchitectureFacts facts, Architecture architecture) => optimizer switch
    {
        OptimizerKind.AdamW => 8 * facts.Parameters,
        OptimizerKind.AdamW8Bit => 2 * (facts.Parameters + 4 * ((facts.Parameters + BlockOf8Bit - 1) / BlockOf8Bit)),
        OptimizerKind.Adafactor => 4 * ArchitectureFacts.Counted(WeightLayout.Of(architecture)).Sum(counted => Factored(counted.Row) * counted.Times),
        OptimizerKind.Lion or OptimizerKind.Momentum => 4 * facts.Parameters,
        OptimizerKind.Sgd => 0,
        _ => throw new UnreachableException(),
    };

    /// <summary>Rows and columns of matrices; the whole of a vector.</summary>
    private static long Factored(WeightRow row)
    {
        if (row.Shape.Count < 2)
            return row.Count;

        long rows = row.Shape[row.Shape.Count - 2].Size, columns = row.Shape[row.Shape.Count - 1].Size;
        return row.Count / (rows * columns) * (rows + columns);
    }
}
