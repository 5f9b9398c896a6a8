namespace TorchSharp.SystemTests.Behaviour;

/// <summary>Each reduction, in every form that it has, of a whole tensor and along a dimension.</summary>
public sealed class ReductionTests
{
    private static readonly float[][] Rows = [[3, -1, 2], [0, 5, 5]];

    private static readonly Dictionary<string, Func<IReadOnlyList<float>, double>> Reductions = new()
    {
        ["all"] = row => row.All(x => x != 0) ? 1 : 0,
        ["amax"] = row => row.Max(),
        ["amin"] = row => row.Min(),
        ["any"] = row => row.Any(x => x != 0) ? 1 : 0,
        ["argmax"] = row => row.ToList().IndexOf(row.Max()),
        ["argmin"] = row => row.ToList().IndexOf(row.Min()),
        ["logsumexp"] = row => Math.Log(row.Sum(x => Math.Exp(x))),
        ["max"] = row => row.Max(),
        ["mean"] = row => row.Average(),
        ["min"] = row => row.Min(),
        ["norm"] = row => Math.Sqrt(row.Sum(x => x * x)),
        ["prod"] = row => row.Aggregate(1.0, (product, x) => product * x),
        ["std"] = row => Math.Sqrt(Variance(row)),
        ["sum"] = row => row.Sum(),
        ["var"] = Variance,
    };

    private static readonly Dictionary<string, Func<double, double, double>> Scans = new()
    {
        ["cumprod"] = (product, x) => product * x,
        ["cumsum"] = (sum, x) => sum + x,
    };

    public static TheoryData<string> Names => [.. Reductions.Keys];

    public static TheoryData<string> NamesOfScans => [.. Scans.Keys];

    public static TheoryData<string> NamesOfWholes => [.. Reductions.Keys.Except(["amax", "amin", "logsumexp", "var"])];

    [Theory, MemberData(nameof(NamesOfWholes))]
    public void Of_all_elements(string name)
    {
        using var scope = NewDisposeScope();
        float[] all = [3, -1, 2, 0, 5, 4];

        Assert.All(Form.Of(name, 1, _ => false), form => Assert.Equal(Reductions[name](all), Assert.Single(Numbers.Read(form.Call(tensor(all).reshape(2, 3)))), 1e-4));
    }

    [Theory, MemberData(nameof(Names))]
    public void Along_a_dimension(string name)
    {
        using var scope = NewDisposeScope();
        var expected = Rows.Select(row => Reductions[name](row)).ToArray();

        Assert.All(Along(name), form =>
        {
            var got = Numbers.Read(form.Call(tensor([.. Rows.SelectMany(row => row)]).reshape(2, 3), Dimension(form.Operands[1])));
            Assert.Equal(expected, got.Select(x => (double)x), (x, y) => Math.Abs(x - y) <= 1e-4);
        });
    }

    [Theory, MemberData(nameof(NamesOfScans))]
    public void Scanned_along_a_dimension(string name)
    {
        using var scope = NewDisposeScope();
        var (first, join) = (name == "cumsum" ? 0.0 : 1.0, Scans[name]);
        var expected = Rows.SelectMany(row => row.Select((_, i) => row.Take(i + 1).Aggregate(first, (sum, x) => join(sum, x))));

        Assert.All(Along(name), form =>
            Assert.Equal(expected, Numbers.Read(form.Call(tensor([.. Rows.SelectMany(row => row)]).reshape(2, 3), Dimension(form.Operands[1]))).Select(x => (double)x)));
    }

    [Fact]
    public void Two_dimensions_at_once_and_kept_ones()
    {
        using var scope = NewDisposeScope();
        var x = Numbers.Counted(2, 3, 4);

        Assert.Equal([60f, 92, 124], Numbers.Read(x.sum(0, 2)));
        Assert.Equal([1, 3, 1], x.sum(0, 2, keepdim: true).shape);
        Assert.Equal([1, 3, 1], x.mean([0, 2], keepdim: true).shape);
        Assert.Equal([1, 3, 1], x.std([0, 2], keepdim: true).shape);
        Assert.Equal(23, count_nonzero(x).item<long>());
        Assert.Equal(11, x.median().item<float>());
    }

    /// <summary>Without the maximum and minimum of two tensors, which have the same names.</summary>
    private static IEnumerable<Form> Along(string name) => Form.Of(name, 2, IsDimension).Where(form => form.Operands[1] != typeof(Tensor));

    private static bool IsDimension(Type type) => type == typeof(long) || type == typeof(int) || type == typeof(long[]);

    private static object Dimension(Type type) => type == typeof(long[]) ? new[] { 1L } : Convert.ChangeType(1, type, System.Globalization.CultureInfo.InvariantCulture);

    private static double Variance(IReadOnlyList<float> row) => row.Sum(x => Math.Pow(x - row.Average(), 2)) / (row.Count - 1);
}
