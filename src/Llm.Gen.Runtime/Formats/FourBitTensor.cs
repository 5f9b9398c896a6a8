using static TorchSharp.torch;

namespace Llm.Gen.Runtime.Formats;

/// <summary>A matrix that bitsandbytes stored in four bits a value, seen as the matrix that it was; dequantised on the way out.</summary>
internal sealed unsafe class FourBitTensor : StoredTensor
{
    private const int ChunkSize = 2_048;        // numbers; 8 KB of float32 on the stack

    private readonly StoredTensor _codes, _scales;
    private readonly StoredTensor? _outerScales;
    private readonly float[] _outer, _outerLevels;
    private readonly FourBitState _state;

    /// <summary>A matrix of the tensors that belong to it; all sizes are checked here.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="state">What the file says of it.</param>
    /// <param name="codes">Two values a byte.</param>
    /// <param name="part">Finds one of its other tensors by the end of its name, or fails.</param>
    /// <exception cref="InvalidDataException">A part is missing, or does not fit the rest.</exception>
    public FourBitTensor(string name, FourBitState state, StoredTensor codes, Func<string, StoredTensor> part) : base(name, state.Shape)
    {
        (_state, _codes, _scales) = (state, codes, part("absmax"));
        var blocks = (Elements + state.BlockSize - 1) / state.BlockSize;
        Require(codes, ElementType.UInt8, (Elements + 1) / 2);
        Require(_scales, state.Nested is null ? ElementType.Float32 : ElementType.UInt8, blocks);
        var map = part("quant_map");
        Require(map, ElementType.Float32, 16);
        if (!map.ToFloats().Zip(Levels.Values).All(pair => Math.Abs(pair.First - pair.Second) <= 1e-6f))
            throw new InvalidDataException($"tensor {Printable.Of(name)}: its levels are not those of {Levels.Name}; only those are supported.");
        (_outer, _outerLevels) = ([], []);
        if (state.Nested is not { } nested)
            return;
        _outerScales = part("nested_absmax");
        Require(_outerScales, ElementType.Float32, (blocks + nested.BlockSize - 1) / nested.BlockSize);
        var levels = part("nested_quant_map");
        Require(levels, ElementType.Float32, 256);
        (_outer, _outerLevels) = (_outerScales.ToFloats(), levels.ToFloats());
    }

    public override string Format => Levels.Name.ToUpperInvariant();

    /// <summary>The type that the values are rounded to.</summary>
    public override ElementType Type => _state.Type;

    public override long StoredBytes => _codes.StoredBytes + _scales.StoredBytes + (_outerScales?.StoredBytes ?? 0);

    private FourBitLevels Levels => FourBitLevels.Of(_state.Levels);

    /// <summary>The matrix as it is stored.</summary>
    public FourBitMatrix ToMatrix()
    {
        using var frozen = no_grad();
        var codes = Copied(_codes, ScalarType.Byte, ElementType.UInt8);
        var parts = _state.Nested is { } nested
            ? new FourBitParts(codes, Copied(_scales, ScalarType.Byte, ElementType.UInt8), tensor(_outer).DetachFromDisposeScope(), _outerLevels, nested.Mean, nested.BlockSize)
            : new FourBitParts(codes, Copied(_scales, ScalarType.Float32, ElementType.Float32));
        var type = Type switch { ElementType.BFloat16 => ScalarType.BFloat16, ElementType.Float16 => ScalarType.Float16, _ => ScalarType.Float32 };
        return new FourBitMatrix(Shape[0], Shape[1], type, _state.Levels, _state.BlockSize, parts);
    }

    protected override void Copy(nint destination, ElementType type, long start, long count)
    {
        if (!ElementConversion.IsFloat(type))
            throw NoConversion(type);
        var chunk = stackalloc float[ChunkSize];
        var rounded = stackalloc byte[ChunkSize * sizeof(float)];
        var codes = stackalloc byte[ChunkSize / 2 + 1];
        var scales = stackalloc float[ChunkSize / 2 + 2];
        var size = ElementTypes.SizeOf(type);
        fixed (float* levels = Levels.Values)
        {
            for (long done = 0; done < count; done += ChunkSize)
            {
                var (from, n) = (start + done, Math.Min(ChunkSize, count - done));
                var (firstByte, firstBlock) = (from / 2, from / _state.BlockSize);
                _codes.CopyTo((nint)codes, ElementType.UInt8, firstByte, (from + n + 1) / 2 - firstByte);
                ReadScales(firstBlock, (from + n - 1) / _state.BlockSize - firstBlock + 1, scales);
                FourBitKernel.Dequantize(codes - firstByte, new WideScales(scales - firstBlock), levels, _state.BlockSize, from, n, (Float32*)chunk);
                ElementConversion.Narrow(chunk, rounded, Type, n);
                ElementConversion.TryConvert(rounded, Type, (byte*)destination + done * size, type, n);
            }
        }
    }

    private void ReadScales(long first, long count, float* scales)
    {
        if (_state.Nested is not { } nested)
        {
            _scales.CopyTo((nint)scales, ElementType.Float32, first, count);
            return;
        }
        var codes = stackalloc byte[(int)count];
        _scales.CopyTo((nint)codes, ElementType.UInt8, first, count);
        for (var i = 0L; i < count; i++)
            scales[i] = _outerLevels[codes[i]] * _outer[(first + i) / nested.BlockSize] + nested.Mean;
    }

    private static void Require(StoredTensor part, ElementType type, long count)
    {
        if (part.Type != type || part.Elements != count)
            throw new InvalidDataException($"tensor {Printable.Of(part.Name)} is {part.Format} of {part.Elements} numbers, expected {ElementTypes.NameOf(type)} of {count}; the file is damaged, fetch it again.");
    }

    private static Tensor Copied(StoredTensor source, ScalarType type, ElementType element)
    {
        var copy = empty([source.Elements], type).DetachFromDisposeScope();
        source.CopyTo(Memory.Address(copy), element);
        return copy;
    }
}
