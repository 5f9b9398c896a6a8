namespace Llm.Gen.Runtime;

/// <summary>Gathers what differs. A bfloat16 run has a tolerance of its own.</summary>
internal sealed class Comparison(double tolerance)
{
    private const double BFloat16Tolerance = 0.15;

    private readonly SortedDictionary<string, double> _maxDifference = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Compared> _gradientNorms = new(StringComparer.Ordinal);
    private readonly List<string> _differences = [];
    private Compared? _loss;

    /// <summary>Compares a tensor element by element.</summary>
    public void Add(string name, ReadOnlySpan<float> got, ReadOnlySpan<float> expected)
    {
        if (got.Length != expected.Length)
        {
            _differences.Add($"{name} has {got.Length} values, expected {expected.Length}");
            return;
        }

        var allowed = name.EndsWith(".bfloat16", StringComparison.Ordinal) ? BFloat16Tolerance : tolerance;
        var (largest, wrong) = (0.0, -1);
        for (var i = 0; i < got.Length; i++)
        {
            var difference = Math.Abs((double)got[i] - expected[i]);
            if (difference > largest || double.IsNaN(difference))
                largest = difference;
            if (wrong < 0 && !IsEqual(got[i], expected[i], allowed))
                wrong = i;
        }
        _maxDifference[name] = Math.Max(largest, _maxDifference.GetValueOrDefault(name));
        if (wrong >= 0)
            _differences.Add($"{name}[{wrong}] is {got[wrong]}, expected {expected[wrong]} (tolerance {allowed:g}); the largest difference is {largest:g3}");
    }

    /// <summary>Compares ids, which must be the same; the difference is how many are not.</summary>
    public void Add(string name, IReadOnlyList<long> got, IReadOnlyList<long> expected)
    {
        var wrong = Enumerable.Range(0, Math.Max(got.Count, expected.Count))
            .Where(i => i >= got.Count || i >= expected.Count || got[i] != expected[i]).ToList();
        _maxDifference[name] = wrong.Count;
        if (wrong.Count > 0)
            _differences.Add($"{name}: {wrong.Count} of {expected.Count} ids differ, the first at {wrong[0]}");
    }

    /// <summary>Compares the loss.</summary>
    public void AddLoss(double got, double expected)
    {
        _loss = new Compared(got, expected);
        if (!IsEqual(got, expected, tolerance))
            _differences.Add($"loss is {got}, expected {expected}");
    }

    /// <summary>Compares the norm of a gradient.</summary>
    public void AddGradientNorm(string name, double got, double expected)
    {
        _gradientNorms[name] = new Compared(got, expected);
        if (!IsEqual(got, expected, tolerance))
            _differences.Add($"gradient norm of {name} is {got}, expected {expected}");
    }

    /// <summary>What was gathered.</summary>
    public VerificationReport Report() => new()
    {
        Tolerance = tolerance,
        Loss = _loss,
        MaxDifference = _maxDifference,
        GradientNorms = _gradientNorms,
        Differences = _differences,
    };

    private static bool IsEqual(double got, double expected, double allowed) =>
        Math.Abs(got - expected) <= allowed * Math.Max(1, Math.Abs(expected));
}
