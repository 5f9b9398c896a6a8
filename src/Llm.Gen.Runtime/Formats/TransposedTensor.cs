namespace Llm.Gen.Runtime.Formats;

/// <summary>A matrix of a file with rows and columns exchanged.</summary>
internal sealed class TransposedTensor : StoredTensor
{
    private const int Strip = 16;               // stored rows that are turned at once: what is written of a row lies together

    private readonly StoredTensor _source;
    private readonly long _rows;
    private readonly long _columns;

    /// <summary>Row i of this tensor is column i of <paramref name="source"/>, [rows, columns] of its own.</summary>
    public TransposedTensor(StoredTensor source)
        : base(source.Name, [source.Shape[1], source.Shape[0]]) =>
        (_source, _rows, _columns) = (source, source.Shape[1], source.Shape[0]);

    public override string Format => _source.Format;

    public override ElementType Type => _source.Type;

    public override long StoredBytes => _source.StoredBytes;

    protected override void Copy(nint destination, ElementType type, long start, long count)
    {
        switch (ElementTypes.SizeOf(type))
        {
            case 1: Turn<byte>(destination, type, start, count); break;
            case 2: Turn<ushort>(destination, type, start, count); break;
            case 4: Turn<uint>(destination, type, start, count); break;
            default: Turn<ulong>(destination, type, start, count); break;
        }
    }

    private unsafe void Turn<T>(nint destination, ElementType type, long start, long count)
        where T : unmanaged
    {
        var (first, last) = (start / _columns, (start + count - 1) / _columns);             // rows of this tensor, columns of the source
        var width = (int)(last - first + 1);
        var strip = new T[Strip * width];
        fixed (T* read = strip)
        {
            for (var from = 0L; from < _columns; from += Strip)
            {
                var height = (int)Math.Min(Strip, _columns - from);
                for (var i = 0; i < height; i++)
                    _source.CopyTo((nint)(read + i * width), type, (from + i) * _rows + first, width);
                for (var row = 0; row < width; row++)
                {
                    var at = (first + row) * _columns + from - start;
                    for (var i = (int)Math.Max(0, -at); i < height && at + i < count; i++)
                        ((T*)destination)[at + i] = read[i * width + row];
                }
            }
        }
    }
}
