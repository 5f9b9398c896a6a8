using Llm.Gen.Runtime.Formats;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>Fills the projections of a model that are kept in four bits: as the checkpoint has them, or quantised as they are read, one at a time.</summary>
internal static class QuantizedLoading
{
    /// <summary>Fills such projections, and leaves the other rows.</summary>
    /// <param name="model">The model.</param>
    /// <param name="rows">The model's stored tensors.</param>
    /// <param name="found">What fills each, as memory has it.</param>
    /// <param name="options">What is quantised.</param>
    /// <returns>Which rows are still to be filled.</returns>
    public static List<int> Fill(ICausalModel model, List<StoredWeight> rows, List<StoredTensor> found, LoadOptions options)
    {
        var left = Enumerable.Range(0, rows.Count).ToList();
        if (options.IsDequantized || (options.FourBit is null && !found.Exists(tensor => tensor is FourBitTensor)))
            return left;

        var points = model.AdapterPoints().ToDictionary(point => $"{point.Name}.weight", point => point.Target, StringComparer.Ordinal);
        using var memory = options.FourBit is null ? null : empty(FourBitMatrix.PieceValues, dtype: model.Placement.Type);
        left.RemoveAll(i =>
        {
            if (!points.TryGetValue(rows[i].Name, out var target) || MatrixOf(target, found[i], memory, options.FourBit) is not { } matrix)
                return false;
            options.Cancellation.ThrowIfCancellationRequested();
            target.Replace(matrix);
            return true;
        });
        return left;
    }

    /// <summary>The matrix in four bits, read through memory for <see cref="FourBitMatrix.PieceValues"/>: never is one whole in plain numbers.</summary>
    private static FourBitMatrix? MatrixOf(Projection target, StoredTensor stored, Tensor? memory, FourBitOptions? options)
    {
        if (stored is FourBitTensor tensor)
            return tensor.ToMatrix();
        if (options is null || memory is null)
            return null;

        var (address, type) = (Memory.Address(memory), memory.dtype == ScalarType.BFloat16 ? ElementType.BFloat16 : ElementType.Float32);
        return FourBitMatrix.Quantize(target.OutputSize, target.InputSize, memory.dtype, options, (from, count) =>
        {
            stored.CopyTo(address, type, from, count);
            if (stored is PlainTensor plain && ElementTypes.SizeOf(plain.Type) is var size)
                MappedPages.Release(plain.Address + (nint)(from * size), count * size);
            return memory.narrow(0, 0, count);
        });
    }
}
