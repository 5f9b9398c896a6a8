namespace Llm.Gen.Runtime.Formats;

/// <summary>Another tensor under another name with its rows (slices of the first dimension) in another order.</summary>
internal sealed class ReorderedTensor : StoredTensor
{
    private readonly StoredTensor _source;
    private readonly Func<long, long> _sourceRow;
    private readonly long _rowSize;

    /// <summary>Row i of this tensor is row <paramref name="sourceRow"/>(i) of <paramref name="source"/>.</summary>
    public ReorderedTensor(string name, StoredTensor source, Func<long, long> sourceRow)
        : base(name, source.Shape)
    {
        _source = source;
        _sourceRow = sourceRow;
        _rowSize = source.Elements / Math.Max(1, source.Shape[0]);
    }

    public override string Format => _source.Format;

    public override ElementType Type => _source.Type;

    public override long StoredBytes => _source.StoredBytes;

    protected override void Copy(nint destination, ElementType type, long start, long count)
    {
        var size = ElementTypes.SizeOf(type);
        for (var end = start + count; start < end;)
        {
            var (row, column) = (start / _rowSize, start % _rowSize);
            var n = Math.Min(_rowSize - column, end - start);
            _source.CopyTo(destination, type, _sourceRow(row) * _rowSize + column, n);
            destination += (nint)(n * size);
            start += n;
        }
    }
}
