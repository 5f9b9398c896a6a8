namespace Llm.Gen.Runtime.Formats;

/// <summary>Tensors of one shape, one after the other along a new first dimension.</summary>
internal sealed class StackTensor : StoredTensor
{
    private readonly StoredTensor _source;
    private readonly StoredTensor[] _slices;

    /// <summary>The slices, which all come from <paramref name="source"/>.</summary>
    public StackTensor(StoredTensor source, StoredTensor[] slices)
        : base(source.Name, [slices.Length, .. slices[0].Shape]) =>
        (_source, _slices) = (source, slices);

    public override string Format => _source.Format;

    public override ElementType Type => _source.Type;

    public override long StoredBytes => _source.StoredBytes;

    protected override void Copy(nint destination, ElementType type, long start, long count)
    {
        var (slice, size) = (_slices[0].Elements, ElementTypes.SizeOf(type));
        for (var end = start + count; start < end;)
        {
            var (index, from) = (start / slice, start % slice);
            var n = Math.Min(slice - from, end - start);
            _slices[index].CopyTo(destination, type, from, n);
            destination += (nint)(n * size);
            start += n;
        }
    }
}
