using System.Globalization;

namespace Llm.Gen.Runtime;

/// <summary>Collects what agrees with a reference and what does not.</summary>
internal sealed class Comparison(double tolerance)
{
    private readonly Dictionary<string, double> _maxDifference = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Compared> _gradientNorms = new(StringComparer.Ordinal);
    private readonly List<string> _differences = [];
    private Compared? _loss;

    /// <summary>A tensor that was fed to the model.</summary>
    public void AddInput(string name) => _maxDifference[name] = 0;

    /// <summary>Whether nothing was compared yet.</summary>
    public bool IsEmpty => _maxDifference.Count == 0;

    /// <summary>Whether a tensor was compared or fed to the model.</summary>
    public bool Has(string name) => _maxDifference.ContainsKey(name);

    /// <summary>Compares numbers of one shape; where <paramref name="isCompared"/> is false, the reference says nothing.</summary>
    /// <param name="name">The tensor's name.</param>
    /// <param name="got">The model's numbers.</param>
    /// <param name="expected">The reference's.</param>
    /// <param name="allowed">The largest difference that agrees with an expected number.</param>
    /// <param name="isCompared">Which of them count; all unless given.</param>
    public void AddNumbers(string name, float[] got, float[] expected, Func<float, double> allowed, Func<int, bool>? isCompared = null)
    {
        if (got.Length != expected.Length)
            throw new InvalidDataException($"{name}: the model gives {got.Length} numbers, the reference has {expected.Length}; it is of another model.");

        var (largest, worst) = (0.0, -1);
        for (var i = 0; i < got.Length; i++)
        {
            if (isCompared is not null && !isCompared(i))
                continue;

            var difference = Math.Abs((double)got[i] - expected[i]);
            if (!(difference <= allowed(expected[i])) && (worst < 0 || !(difference <= largest)))
                worst = i;
            if (!(difference <= largest))
                largest = difference;
        }

        _maxDifference[name] = largest;
        if (worst >= 0)
            _differences.Add(string.Create(CultureInfo.InvariantCulture, $"{name}: number {worst} is {got[worst]:R}, expected {expected[worst]:R}"));
    }

    /// <summary>Compares token ids, which agree only when they are the same.</summary>
    public void AddTokens(string name, long[] got, long[] expected)
    {
        var differing = Enumerable.Range(0, Math.Max(got.Length, expected.Length))
            .Where(i => i >= got.Length || i >= expected.Length || got[i] != expected[i])
            .ToArray();
        _maxDifference[name] = differing.Length;
        if (differing is [var first, ..])
            _differences.Add($"{name}: token {first} is {(first < got.Length ? got[first] : "missing")}, expected {(first < expected.Length ? expected[first] : "none")}");
    }

    /// <summary>Compares the loss.</summary>
    public void AddLoss(double got, double expected)
    {
        _loss = new Compared(got, expected);
        AddDifference("loss", _loss);
    }

    /// <summary>Compares the norm of a parameter's gradient.</summary>
    public void AddGradientNorm(string name, double got, double expected)
    {
        _gradientNorms[name] = new Compared(got, expected);
        AddDifference($"gradient norm of {name}", _gradientNorms[name]);
    }

    public VerificationReport Finish() => new()
    {
        Tolerance = tolerance,
        Loss = _loss,
        MaxDifference = _maxDifference,
        GradientNorms = _gradientNorms,
        Differences = _differences,
    };

    private void AddDifference(string name, Compared numbers)
    {
        if (!(Math.Abs(numbers.Got - numbers.Expected) <= tolerance * Math.Max(1, Math.Abs(numbers.Expected))))
            _differences.Add(string.Create(CultureInfo.InvariantCulture, $"{name}: {numbers.Got:R}, expected {numbers.Expected:R}"));
    }
}
