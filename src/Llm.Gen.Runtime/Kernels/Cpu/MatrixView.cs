using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Llm.Gen.Runtime;

/// <summary>A float32 matrix in memory, perhaps transposed: element (row, column) is at row * RowStride + column * ColumnStride, and one of the strides is 1.</summary>
internal readonly unsafe struct MatrixView(nint address, long rows, long columns, long rowStride, long columnStride)
{
    /// <summary>Rows.</summary>
    public long Rows => rows;

    /// <summary>Columns.</summary>
    public long Columns => columns;

    /// <summary>The first element.</summary>
    public float* Address => (float*)address;

    /// <summary>Distance of rows.</summary>
    public long RowStride => rowStride;

    /// <summary>Whether the elements of a row are neighbours.</summary>
    public bool HasContiguousRows => columnStride == 1;

    /// <summary>The same elements, rows for columns.</summary>
    public MatrixView Transposed => new(address, columns, rows, columnStride, rowStride);

    /// <summary>
    /// Copies rows [row, row + count) of columns [from, from + depth) to [depth, width]: the rows side by side, one column after the other;
    /// rows beyond count become zero.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Pack(long row, int count, int width, long from, int depth, float* destination)
    {
        var source = Address + row * rowStride + from * columnStride;
        if (rowStride == 1)
            PackColumns(source, count, width, depth, destination);
        else
            PackRows(source, count, width, depth, destination);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void PackColumns(float* source, int count, int width, int depth, float* destination)
    {
        for (var k = 0; k < depth; k++, source += columnStride, destination += width)
        {
            var i = 0;
            for (; i <= count - Vector128<float>.Count; i += Vector128<float>.Count)
                Vector128.Load(source + i).Store(destination + i);
            for (; i < count; i++)
                destination[i] = source[i];
            for (; i < width; i++)
                destination[i] = 0;
        }
    }

    /// <summary>Transposes 4 by 4 where it can.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void PackRows(float* source, int count, int width, int depth, float* destination)
    {
        var i = 0;
        for (; i <= count - 4; i += 4)
        {
            var (line, column) = (i * rowStride, 0);
            for (; column <= depth - 4; column += 4)
            {
                var at = source + line + column;
                var a = Vector128.Load(at);
                var b = Vector128.Load(at + rowStride);
                var c = Vector128.Load(at + 2 * rowStride);
                var d = Vector128.Load(at + 3 * rowStride);
                var to = destination + (long)column * width + i;
                Vector128.Create(a[0], b[0], c[0], d[0]).Store(to);
                Vector128.Create(a[1], b[1], c[1], d[1]).Store(to + width);
                Vector128.Create(a[2], b[2], c[2], d[2]).Store(to + 2 * width);
                Vector128.Create(a[3], b[3], c[3], d[3]).Store(to + 3 * width);
            }
            for (; column < depth; column++)
            {
                for (var r = 0; r < 4; r++)
                    destination[(long)column * width + i + r] = source[line + r * rowStride + column];
            }
        }
        for (; i < width; i++)
        {
            for (var column = 0; column < depth; column++)
                destination[(long)column * width + i] = i < count ? source[i * rowStride + column] : 0;
        }
    }
}
