using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>A matrix in four bits a value and a scale a block (arXiv:2305.14314), laid out as bitsandbytes has it, so that its files are ours byte for byte.</summary>
public sealed unsafe class FourBitMatrix : QuantizedMatrix
{
    /// <summary>Values that are quantised at once; a multiple of every block.</summary>
    internal const long PieceValues = 1 << 15;

    private readonly FourBitLevels _levels;
    private readonly Tensor _codes;             // uint8 [ceil(count / 2)]
    private readonly Tensor _scales;            // float32 [blocks], or uint8 [blocks] with the three below
    private readonly Tensor? _outer;
    private readonly float[] _outerLevels;
    private readonly int _outerSize;

    /// <summary>A matrix of parts, which belong to it from now on.</summary>
    internal FourBitMatrix(long outputSize, long inputSize, ScalarType storedType, FourBitType type, int blockSize, FourBitParts parts) : base(outputSize, inputSize, storedType)
    {
        (Type, BlockSize, _levels) = (type, blockSize, FourBitLevels.Of(type));
        (_codes, _scales, _outer, _outerLevels) = (parts.Codes, parts.Scales, parts.OuterScales, parts.OuterLevels ?? []);
        (Mean, _outerSize) = (parts.Mean, parts.OuterSize);
    }

    /// <summary>The levels.</summary>
    public FourBitType Type { get; }

    /// <summary>Values that share a scale.</summary>
    public int BlockSize { get; }

    /// <summary>Whether scales are kept in 8 bits each.</summary>
    public bool HasNarrowScales => _outer is not null;

    /// <inheritdoc/>
    public override long Bytes => Size(_codes) + Size(_scales) + Size(_outer);

    internal override IReadOnlyList<Tensor> Parts => _outer is null ? [_codes, _scales] : [_codes, _scales, _outer];

    /// <summary>Two values a byte, uint8 [ceil(count / 2)].</summary>
    internal Tensor Codes => _codes;

    /// <summary>Float32 scales, or their codes, [blocks].</summary>
    internal Tensor Scales => _scales;

    /// <summary>Scales of the scales, float32, where scales are codes.</summary>
    internal Tensor? OuterScales => _outer;

    /// <summary>What is added to each scale that is a code.</summary>
    internal float Mean { get; }

    /// <summary>Quantises a matrix.</summary>
    /// <param name="matrix">[Out, In], on the CPU; its type is the one that values are rounded to when they are read again.</param>
    /// <param name="options">How.</param>
    /// <exception cref="ArgumentException">An option is out of its range, or the matrix is none.</exception>
    public static FourBitMatrix Quantize(Tensor matrix, FourBitOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        options ??= new FourBitOptions();
        if (options.Errors().ToList() is { Count: > 0 } errors)
            throw new ArgumentException($"The options are wrong: {string.Join("; ", errors)}.", nameof(options));
        if (matrix.ndim != 2 || matrix.NumberOfElements == 0 || matrix.device_type != TorchSharp.DeviceType.CPU)
            throw new ArgumentException($"What is to be quantised is {TensorText.Of(matrix)}; give a matrix on the CPU.", nameof(matrix));

        using var scope = NewDisposeScope();
        var values = matrix.detach().contiguous().view(-1);
        return Quantize(matrix.shape[0], matrix.shape[1], matrix.dtype, options, (from, count) => values.narrow(0, from, count));
    }

    /// <summary>Quantises a matrix that is never whole in memory.</summary>
    /// <param name="outputSize">Rows.</param>
    /// <param name="inputSize">Columns.</param>
    /// <param name="type">The type that values are rounded to when they are read again.</param>
    /// <param name="options">How, without errors.</param>
    /// <param name="read">Gives the values from a place on, [count]: in order, <see cref="PieceValues"/> at a time; done with when the next are asked for.</param>
    internal static FourBitMatrix Quantize(long outputSize, long inputSize, ScalarType type, FourBitOptions options, Func<long, long, Tensor> read)
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        var (count, levels, size) = (outputSize * inputSize, FourBitLevels.Of(options.Type), options.BlockSize);
        var (codes, scales) = (empty([(count + 1) / 2], ScalarType.Byte), empty([(count + size - 1) / size], ScalarType.Float32));
        var (toCodes, toScales) = (Memory.Address(codes), Memory.Address(scales));
        for (var from = 0L; from < count; from += PieceValues)
        {
            using var inner = NewDisposeScope();
            var (first, part) = (from, Math.Min(PieceValues, count - from));
            var values = Memory.Address(read(first, part).to(ScalarType.Float32));
            Team.Split((part + size - 1) / size, 64, (begin, end) =>
                FourBitKernel.Quantize((float*)values, part, levels, size, (byte*)toCodes + first / 2, (float*)toScales + first / size, begin, end));
        }
        var parts = options.HasNarrowScales
            ? FourBitParts.Narrow(codes, scales)
            : new FourBitParts(codes.DetachFromDisposeScope(), scales.DetachFromDisposeScope());
        return new FourBitMatrix(outputSize, inputSize, type, options.Type, size, parts);
    }

    /// <inheritdoc/>
    private protected override void Fill<T>(long firstRow, Tensor rows)
    {
        var (from, count, to) = (firstRow * InputSize, rows.NumberOfElements, Memory.Address(rows));
        var (codes, scales, outer) = (Memory.Address(_codes), Memory.Address(_scales), _outer is null ? 0 : Memory.Address(_outer));
        fixed (float* values = _levels.Values, scaleLevels = _outerLevels)
        {
            var (table, levels) = ((nint)values, (nint)scaleLevels);
            if (outer == 0)
                Team.Split(count, 1 << 14, (first, last) => FourBitKernel.Dequantize(
                    (byte*)codes, new WideScales((float*)scales), (float*)table, BlockSize, from + first, last - first, (T*)to + first));
            else
                Team.Split(count, 1 << 14, (first, last) => FourBitKernel.Dequantize(
                    (byte*)codes, new CodedScales((byte*)scales, (float*)levels, (float*)outer, _outerSize, Mean), (float*)table, BlockSize, from + first, last - first, (T*)to + first));
        }
    }

    private static long Size(Tensor? part) => part is null ? 0 : part.NumberOfElements * part.ElementSize;

    /// <inheritdoc/>
    public override void Dispose()
    {
        foreach (var part in Parts)
            part.Dispose();
    }
}
