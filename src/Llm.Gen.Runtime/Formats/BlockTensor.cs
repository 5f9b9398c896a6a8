namespace Llm.Gen.Runtime.Formats;

/// <summary>A GGUF tensor in a block format; dequantised on the way out. Formats that cannot be read are refused by name.</summary>
public sealed unsafe class BlockTensor : StoredTensor
{
    private const int ChunkSize = 2_048;        // numbers; 8 KB of float32 on the stack, whole blocks of every format

    private readonly MappedFile _file;
    private readonly long _offset;
    private readonly GgufTensorType _type;

    internal BlockTensor(MappedFile file, string name, GgufTensorType type, IReadOnlyList<long> shape, long offset, long bytes)
        : base(name, shape)
    {
        _file = file;
        _offset = offset;
        _type = type;
        StoredBytes = bytes;
    }

    /// <inheritdoc/>
    public override string Format => _type.Name;

    /// <summary>Float32: what the blocks are dequantised to.</summary>
    public override ElementType Type => ElementType.Float32;

    /// <inheritdoc/>
    public override long StoredBytes { get; }

    /// <summary>Finds before any number is asked for that there is a reader for this format.</summary>
    /// <exception cref="InvalidDataException">There is none; tensor and format are named.</exception>
    public void RequireReadable() => FindReader();

    /// <inheritdoc/>
    protected override void Copy(nint destination, ElementType type, long start, long count)
    {
        var (blockSize, blockBytes) = (_type.BlockSize, _type.BlockBytes);
        if (start % blockSize != 0 || count % blockSize != 0)
            throw new ArgumentOutOfRangeException(nameof(start), $"tensor {Name}: {Format} is read in blocks of {blockSize}; {start} to {start} + {count} cuts one.");
        if (!ElementConversion.IsFloat(type))
            throw new NotSupportedException($"tensor {Name}: {Format} cannot be read as {ElementTypes.NameOf(type)}; read it as F32, BF16 or F16.");

        var read = FindReader();
        var source = _file.At(_offset + start / blockSize * blockBytes, count / blockSize * blockBytes);
        if (type == ElementType.Float32)
        {
            read(source, (float*)destination, count / blockSize);
            return;
        }

        var chunk = stackalloc float[ChunkSize];
        var size = ElementTypes.SizeOf(type);
        for (long done = 0; done < count; done += ChunkSize)
        {
            var n = Math.Min(ChunkSize, count - done);
            read(source + done / blockSize * blockBytes, chunk, n / blockSize);
            ElementConversion.Narrow(chunk, (byte*)destination + done * size, type, n);
        }

        GC.KeepAlive(_file);
    }

    private ReadBlocks FindReader() => BlockReader.Find(_type)
        ?? throw new InvalidDataException(
            $"{_file.Path}: tensor {Printable.Of(Name)} is stored as {Format}; readable are {BlockReader.Names} and plain types. Use a file of one of those.");
}
