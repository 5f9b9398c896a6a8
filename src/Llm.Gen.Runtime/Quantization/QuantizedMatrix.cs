using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>
/// A frozen matrix [Out, In] in a few bits a value. Products read it tile by tile: some rows at a time are made float32 or bfloat16 and multiplied, forward
/// and for the gradient of what was read; it has no gradient of its own. N tokens.
/// </summary>
public abstract class QuantizedMatrix : IMatrix, IDisposable
{
    /// <summary>Values that a product has in plain numbers at once.</summary>
    internal const long TileValues = 1 << 19;

    /// <summary>A matrix of a shape.</summary>
    private protected QuantizedMatrix(long outputSize, long inputSize, ScalarType storedType) => (OutputSize, InputSize, StoredType) = (outputSize, inputSize, storedType);

    /// <summary>Rows.</summary>
    public long OutputSize { get; }

    /// <summary>Columns.</summary>
    public long InputSize { get; }

    /// <summary>The type that its values are rounded to, as they were before they were quantised.</summary>
    public ScalarType StoredType { get; }

    /// <summary>Bytes that it takes.</summary>
    public abstract long Bytes { get; }

    /// <summary>What it consists of, contiguous on the CPU.</summary>
    internal abstract IReadOnlyList<Tensor> Parts { get; }

    /// <inheritdoc/>
    public Tensor Multiply(Tensor x, Tensor? bias) =>
        is_grad_enabled() && (x.requires_grad || bias is { requires_grad: true })
            ? QuantizedFunction.Run(x, this, bias)
            : Product(x, bias);

    /// <summary>A new matrix of plain values, [Out, In].</summary>
    /// <param name="type">Float32 or bfloat16.</param>
    public Tensor Dense(ScalarType type)
    {
        using var frozen = no_grad();
        var dense = empty([OutputSize, InputSize], type);
        Read(0, dense);
        return dense;
    }

    /// <summary>What forward computes, without a graph.</summary>
    internal Tensor Product(Tensor x, Tensor? bias)
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        var shape = x.shape;
        shape[^1] = OutputSize;
        var y = empty(shape, x.dtype);
        Write(x.reshape(-1, InputSize).contiguous(), y.view(-1, OutputSize));
        if (bias is not null)
            y.add_(bias);
        return y.MoveToOuterDisposeScope();
    }

    /// <summary>The gradient of what the matrix read, [N, In], of that of what it made, rows [N, Out].</summary>
    internal Tensor InputGradient(Tensor rows)
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        var gradient = empty([rows.shape[0], InputSize], rows.dtype);
        AddInputGradient(rows, gradient, adds: false);
        return gradient.MoveToOuterDisposeScope();
    }

    /// <summary>Writes W x of rows [N, In] into rows [N, Out], which may be some columns of a wider matrix; without a graph.</summary>
    internal void Write(Tensor input, Tensor output) => EachTile(input.dtype, (first, tile) =>
        Kernels.For(input).Multiply(output.narrow(1, first, tile.shape[0]), input, transposesA: false, tile, transposesB: true, adds: false));

    /// <summary>Writes the gradient of what was read, [N, In], of that of what was made, [N, Out], or adds it.</summary>
    internal void AddInputGradient(Tensor rows, Tensor gradient, bool adds) => EachTile(rows.dtype, (first, tile) =>
        Kernels.For(rows).Multiply(gradient, rows.narrow(1, first, tile.shape[0]), transposesA: false, tile, transposesB: false, adds: adds || first > 0));

    /// <summary>Fills a contiguous CPU tensor of rows [n, In] with rows from the given one on, on several threads.</summary>
    /// <typeparam name="T">What the tensor holds.</typeparam>
    private protected abstract void Fill<T>(long firstRow, Tensor rows) where T : unmanaged, IElement<T>;

    private void EachTile(ScalarType type, Action<long, Tensor> use)
    {
        var height = Math.Clamp(TileValues / InputSize, 1, OutputSize);
        using var memory = empty(Math.Max(TileValues, InputSize), type);        // of one size for every matrix: the same pages serve them all
        for (var first = 0L; first < OutputSize; first += height)
        {
            using var scope = NewDisposeScope();
            var rows = Math.Min(height, OutputSize - first);
            var tile = memory.narrow(0, 0, rows * InputSize).view(rows, InputSize);
            Read(first, tile);
            use(first, tile);
        }
    }

    private void Read(long firstRow, Tensor rows)
    {
        if (rows.dtype is not (ScalarType.Float32 or ScalarType.BFloat16) || rows.device_type != TorchSharp.DeviceType.CPU)
            throw new InvalidOperationException($"Quantised matrices are read as {TensorText.Of(rows)}; compute in float32 or bfloat16 on the CPU, or load the model dequantised.");
        if (rows.dtype == ScalarType.Float32)
            Fill<Float32>(firstRow, rows);
        else
            Fill<Brain16>(firstRow, rows);
        if (rows.dtype != ScalarType.Float32 || StoredType == ScalarType.Float32)
            return;
        using var rounded = rows.to(StoredType);
        rows.copy_(rounded);
    }

    /// <inheritdoc/>
    public abstract void Dispose();
}
