using System.Runtime.CompilerServices;

namespace Llm.Gen.Runtime;

/// <summary>
/// Products of float32 matrices where the machine has 512-bit registers, which the BLAS of many systems leaves unused. Both factors are packed
/// into the order in which <see cref="ProductTile"/> reads them: a piece of b that stays in the shared cache, and of a that stays in each core's.
/// </summary>
internal static unsafe class MatrixProduct
{
    private const int Depth = 256;              // products of one pass over a tile
    private const int LargestBlock = 16 * ProductTile.Rows;
    private const long Grain = 1 << 17;         // products that are worth another thread
    private const int ColumnBlock = 32 * ProductTile.Columns;

    [ThreadStatic]
    private static Scratch? _packed;            // the piece of b, of the thread that asks for products

    /// <summary>Whether this machine gains by it.</summary>
    public static bool IsFast => System.Runtime.Intrinsics.Vector512.IsHardwareAccelerated;

    /// <summary>c = a b, or c += a b: [M, K] times [K, N]; the rows of c are contiguous.</summary>
    public static void Run(MatrixView a, MatrixView b, nint c, long stride, bool adds)
    {
        var (rowBlock, isWorthIt) = (RowBlock(a.Rows), a.Rows * a.Columns * b.Columns >= Grain);
        var columns = b.Transposed;                                                         // [N, K]: packed like rows
        var packed = (nint)(_packed ??= new Scratch()).Take(Math.Min(ColumnBlock, TileMath.RoundUp((int)Math.Min(b.Columns, ColumnBlock), ProductTile.Columns)) * (long)Math.Min(Depth, a.Columns));
        for (var column = 0L; column < b.Columns; column += ColumnBlock)
        {
            for (var k = 0L; k < a.Columns; k += Depth)
            {
                var (width, depth, first, from) = ((int)Math.Min(ColumnBlock, b.Columns - column), (int)Math.Min(Depth, a.Columns - k), column, k);
                var panels = (width + ProductTile.Columns - 1) / ProductTile.Columns;
                Team.Run(isWorthIt ? Team.Threads : 1, panels, panel =>
                {
                    var at = panel * ProductTile.Columns;
                    columns.Pack(first + at, Math.Min(ProductTile.Columns, width - at), ProductTile.Columns, from, depth, (float*)packed + (long)at * depth);
                });
                var keeps = adds || k > 0;
                Team.Run(isWorthIt ? Team.Threads : 1, (int)((a.Rows + rowBlock - 1) / rowBlock), block =>
                    Rows(a, (long)block * rowBlock, rowBlock, from, depth, (float*)packed, width, (float*)c + first, stride, keeps));
            }
        }
    }

    /// <summary>Rows of one job: several jobs a thread, so that no thread waits long for another.</summary>
    private static int RowBlock(long rows)
    {
        var share = (int)Math.Min(LargestBlock, (rows + 4 * Team.Threads - 1) / (4 * Team.Threads));
        return TileMath.RoundUp(Math.Max(1, share), ProductTile.Rows);
    }

    /// <summary>One block of rows of a times the packed piece of b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows(MatrixView a, long row, int block, long from, int depth, float* packed, int width, float* c, long stride, bool adds)
    {
        var count = (int)Math.Min(block, a.Rows - row);
        var whole = a.HasContiguousRows ? count / ProductTile.Rows * ProductTile.Rows : 0;  // rows that are read where they lie
        var memory = Scratch.Floats((long)TileMath.RoundUp(count - whole, ProductTile.Rows) * depth + ProductTile.Rows * ProductTile.Columns);
        var edge = memory + (long)TileMath.RoundUp(count - whole, ProductTile.Rows) * depth;
        for (var i = whole; i < count; i += ProductTile.Rows)
            a.Pack(row + i, Math.Min(ProductTile.Rows, count - i), ProductTile.Rows, from, depth, memory + (long)(i - whole) * depth);

        for (var j = 0; j < width; j += ProductTile.Columns)
        {
            var right = packed + (long)j * depth;
            var columns = Math.Min(ProductTile.Columns, width - j);
            for (var i = 0; i < count; i += ProductTile.Rows)
            {
                var rows = Math.Min(ProductTile.Rows, count - i);
                var isWhole = rows == ProductTile.Rows && columns == ProductTile.Columns;
                var target = c + (row + i) * stride + j;
                var (sums, distance) = isWhole ? ((nint)target, stride) : ((nint)edge, ProductTile.Columns);
                if (i < whole)
                    ProductTile.Run(a.Address + (row + i) * a.RowStride + from, a.RowStride, 1, right, depth, (float*)sums, distance, adds && isWhole);
                else
                    ProductTile.Run(memory + (long)(i - whole) * depth, 1, ProductTile.Rows, right, depth, (float*)sums, distance, adds && isWhole);
                if (!isWhole)
                    Put(edge, target, stride, rows, columns, adds);
            }
        }
    }

    /// <summary>The part of a tile that lies inside the matrix.</summary>
    private static void Put(float* tile, float* target, long stride, int rows, int columns, bool adds)
    {
        for (var r = 0; r < rows; r++)
        {
            for (var s = 0; s < columns; s++)
                target[r * stride + s] = tile[r * ProductTile.Columns + s] + (adds ? target[r * stride + s] : 0);
        }
    }
}
