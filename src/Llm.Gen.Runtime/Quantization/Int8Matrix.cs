using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>A matrix in eight bits a value, each row with a scale of its own: a value is code * (largest of its row / 127).</summary>
public sealed unsafe class Int8Matrix : QuantizedMatrix
{
    private const float Largest = 127;

    private Int8Matrix(Tensor codes, Tensor scales, ScalarType storedType) : base(codes.shape[0], codes.shape[1], storedType) => (Codes, Scales) = (codes, scales);

    /// <summary>The codes, int8 [Out, In].</summary>
    internal Tensor Codes { get; }

    /// <summary>The largest value of each row, without sign, float32 [Out].</summary>
    internal Tensor Scales { get; }

    internal override IReadOnlyList<Tensor> Parts => [Codes, Scales];

    /// <inheritdoc/>
    public override long Bytes => Codes.NumberOfElements + Scales.NumberOfElements * sizeof(float);

    /// <summary>Quantises a matrix [Out, In]; codes are rounded to the nearest, ties to the even one.</summary>
    /// <exception cref="ArgumentException">It is no matrix on the CPU.</exception>
    public static Int8Matrix Quantize(Tensor matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        if (matrix.ndim != 2 || matrix.NumberOfElements == 0 || matrix.device_type != TorchSharp.DeviceType.CPU)
            throw new ArgumentException($"What is to be quantised is {TensorText.Of(matrix)}; give a matrix on the CPU.", nameof(matrix));

        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        var values = matrix.detach().to(ScalarType.Float32).contiguous();
        var (rows, columns) = (values.shape[0], values.shape[1]);
        var (codes, scales) = (empty([rows, columns], ScalarType.Int8), empty([rows], ScalarType.Float32));
        var (from, toCodes, toScales) = (Memory.Address(values), Memory.Address(codes), Memory.Address(scales));
        Team.Split(rows, Math.Max(1, (1 << 14) / columns), (first, last) =>
        {
            for (var row = first; row < last; row++)
            {
                var line = new ReadOnlySpan<float>((float*)from + row * columns, checked((int)columns));
                var largest = 0f;
                foreach (var value in line)
                    largest = Math.Max(largest, Math.Abs(value));
                ((float*)toScales)[row] = largest;
                var factor = largest == 0 ? 0 : Largest / largest;
                for (var i = 0; i < line.Length; i++)
                    ((sbyte*)toCodes)[row * columns + i] = (sbyte)MathF.Round(line[i] * factor, MidpointRounding.ToEven);
            }
        });
        return new Int8Matrix(codes.DetachFromDisposeScope(), scales.DetachFromDisposeScope(), ScalarType.Float32);
    }

    /// <inheritdoc/>
    private protected override void Fill<T>(long firstRow, Tensor rows)
    {
        var (codes, scales, to, columns) = (Memory.Address(Codes), Memory.Address(Scales), Memory.Address(rows), InputSize);
        Team.Split(rows.shape[0], Math.Max(1, (1 << 14) / columns), (first, last) =>
        {
            for (var row = first; row < last; row++)
            {
                var factor = ((float*)scales)[firstRow + row] / Largest;
                var source = (sbyte*)codes + (firstRow + row) * columns;
                var destination = (T*)to + row * columns;
                for (var i = 0L; i < columns; i++)
                    T.Set(source[i] * factor, destination + i);
            }
        });
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        Codes.Dispose();
        Scales.Dispose();
    }
}
