namespace Llm.Gen.Runtime.Formats;

/// <summary>One slice of another tensor's first dimension.</summary>
internal sealed class SliceTensor : StoredTensor
{
    private readonly StoredTensor _source;
    private readonly long _from;

    /// <summary>Slice <paramref name="index"/> of <paramref name="source"/>.</summary>
    public SliceTensor(StoredTensor source, long index)
        : base(source.Name, [.. source.Shape.Skip(1)]) =>
        (_source, _from) = (source, index * Elements);

    public override string Format => _source.Format;

    public override ElementType Type => _source.Type;

    public override long StoredBytes => _source.StoredBytes / _source.Shape[0];

    protected override void Copy(nint destination, ElementType type, long start, long count) => _source.CopyTo(destination, type, _from + start, count);
}
