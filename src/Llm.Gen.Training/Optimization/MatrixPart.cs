using static TorchSharp.torch;

namespace Llm.Gen.Training;

/// <summary>
/// One matrix among a weight's numbers, or one vector: the whole of it, an expert's slice, or the rows of one of several
/// that are stored as one. An optimizer that looks at a matrix as a whole gives the same weights however they are stored.
/// </summary>
/// <param name="Name">The weight's name, and the part's number where there are several.</param>
/// <param name="Start">The part's first number in the weight.</param>
/// <param name="Rows">Rows; 1 of a vector.</param>
/// <param name="Columns">Columns, or the numbers of a vector.</param>
/// <param name="IsVector">Whether it has one dimension.</param>
internal readonly record struct MatrixPart(string Name, long Start, long Rows, long Columns, bool IsVector)
{
    /// <summary>The parts of a weight.</summary>
    internal static IEnumerable<MatrixPart> Of(GradientSlice slice)
    {
        var (shape, name) = (slice.Shape, slice.Weight.Name);
        var isVector = shape.Length < 2;
        var rows = shape.Length == 0 ? 1 : isVector ? shape[0] : shape[^2];
        var columns = isVector ? 1 : shape[^1];
        var parts = slice.Weight.Parts ?? [(int)rows];
        var stack = slice.Count / (rows * columns);
        var (start, number, isOne) = (0L, 0, stack * parts.Length == 1);
        for (var layer = 0L; layer < stack; layer++)
        {
            foreach (var count in parts)
            {
                yield return new(isOne ? name : $"{name}.{number}", start, isVector ? 1 : count, isVector ? count : columns, isVector);
                (start, number) = (start + (count * columns), number + 1);
            }
        }
    }

    /// <summary>The part of a tensor of the weight's shape: [Rows, Columns], or [Columns] of a vector.</summary>
    internal Tensor In(Tensor weight)
    {
        var numbers = weight.view(-1).narrow(0, Start, Rows * Columns);
        return IsVector ? numbers : numbers.view(Rows, Columns);
    }
}
