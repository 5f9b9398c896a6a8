namespace Llm.Gen.Runtime;

/// <summary>Bases of a few long columns, in float64: what a singular value decomposition of a low rank needs.</summary>
internal static class ColumnBasis
{
    private const int MostSweeps = 60;
    private const double Negligible = 1e-15;

    /// <summary>Makes columns orthogonal and of length 1 where they lie (Gram and Schmidt, each twice); a column that depends on those before becomes zero.</summary>
    /// <returns>T with columns = basis T: entry [j][i] is the share of basis i in column j.</returns>
    public static double[][] Orthogonalize(double[][] columns)
    {
        var shares = new double[columns.Length][];
        for (var j = 0; j < columns.Length; j++)
        {
            shares[j] = new double[columns.Length];
            var before = Math.Sqrt(Dot(columns[j], columns[j]));
            for (var pass = 0; pass < 2; pass++)
            {
                for (var i = 0; i < j; i++)
                {
                    var share = Dot(columns[i], columns[j]);
                    Add(columns[j], columns[i], -share);
                    shares[j][i] += share;
                }
            }
            var length = Math.Sqrt(Dot(columns[j], columns[j]));
            if (length <= before * Negligible)
            {
                Array.Clear(columns[j]);
                continue;
            }
            shares[j][j] = length;
            Scale(columns[j], 1 / length);
        }
        return shares;
    }

    /// <summary>Turns columns by pairs until all are orthogonal (one-sided Jacobi), and sorts them, the longest first: C V = U S.</summary>
    /// <returns>The columns of V, in the same order.</returns>
    public static double[][] Turn(double[][] columns)
    {
        var n = columns.Length;
        var turns = new double[n][];
        for (var i = 0; i < n; i++)
            (turns[i] = new double[n])[i] = 1;
        for (var (sweep, isDone) = (0, false); !isDone && sweep < MostSweeps; sweep++)
        {
            isDone = true;
            for (var i = 0; i < n; i++)
            {
                for (var j = i + 1; j < n; j++)
                    isDone &= !TurnPair(columns, turns, i, j);
            }
        }

        var lengths = Array.ConvertAll(columns, column => -Dot(column, column));
        Array.Sort((double[])lengths.Clone(), columns);
        Array.Sort(lengths, turns);
        return turns;
    }

    /// <summary>Adds a multiple of a column.</summary>
    public static void Add(double[] sum, double[] column, double factor)
    {
        for (var i = 0; i < sum.Length; i++)
            sum[i] += factor * column[i];
    }

    private static bool TurnPair(double[][] columns, double[][] turns, int i, int j)
    {
        var (a, b, c) = (Dot(columns[i], columns[i]), Dot(columns[j], columns[j]), Dot(columns[i], columns[j]));
        if (Math.Abs(c) <= Negligible * Math.Sqrt(a * b))
            return false;
        var ratio = (b - a) / (2 * c);
        var tangent = (ratio >= 0 ? 1 : -1) / (Math.Abs(ratio) + Math.Sqrt(1 + ratio * ratio));
        var cosine = 1 / Math.Sqrt(1 + tangent * tangent);
        Rotate(columns[i], columns[j], cosine, cosine * tangent);
        Rotate(turns[i], turns[j], cosine, cosine * tangent);
        return true;
    }

    private static void Rotate(double[] x, double[] y, double cosine, double sine)
    {
        for (var i = 0; i < x.Length; i++)
            (x[i], y[i]) = (cosine * x[i] - sine * y[i], sine * x[i] + cosine * y[i]);
    }

    private static double Dot(double[] x, double[] y)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
            sum += x[i] * y[i];
        return sum;
    }

    private static void Scale(double[] column, double factor)
    {
        for (var i = 0; i < column.Length; i++)
            column[i] *= factor;
    }
}
