namespace Llm.Gen.Runtime.Formats;

/// <summary>A tensor whose numbers lie in the file one after the other, each of one element type.</summary>
public sealed unsafe class PlainTensor : StoredTensor
{
    private readonly MappedFile _file;
    private readonly long _offset;

    internal PlainTensor(MappedFile file, string name, ElementType type, IReadOnlyList<long> shape, long offset)
        : base(name, shape)
    {
        _file = file;
        _offset = offset;
        Type = type;
        StoredBytes = checked(Elements * ElementTypes.SizeOf(type));
    }

    /// <inheritdoc/>
    public override string Format => ElementTypes.NameOf(Type);

    /// <inheritdoc/>
    public override ElementType Type { get; }

    /// <inheritdoc/>
    public override long StoredBytes { get; }

    /// <summary>Address of the first byte in the mapped file; not always aligned to the element size.</summary>
    public nint Address => (nint)_file.At(_offset, StoredBytes);

    /// <summary>The bytes in the mapped file; for tensors below 2 GiB, use <see cref="Address"/> beyond.</summary>
    public ReadOnlySpan<byte> Bytes => _file.Span(_offset, checked((int)StoredBytes));

    /// <inheritdoc/>
    protected override void Copy(nint destination, ElementType type, long start, long count)
    {
        var size = ElementTypes.SizeOf(Type);
        var source = _file.At(_offset + start * size, count * size);
        if (!ElementConversion.TryConvert(source, Type, (byte*)destination, type, count))
            throw NoConversion(type);

        GC.KeepAlive(_file);
    }
}
