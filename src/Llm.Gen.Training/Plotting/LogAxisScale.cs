using System.Globalization;

namespace Llm.Gen.Training.Plotting;

/// <summary>A logarithmic axis: its ends are 1, 2 or 5 times a power of ten, its ticks too where they have room, else powers of ten.</summary>
internal sealed class LogAxisScale : IAxisScale
{
    private const double MostDecadesWithHalves = 2.5;
    private const int MostTicks = 8;
    private static readonly double[] _halves = [1, 2, 5];
    private readonly double _low, _high;

    /// <summary>Covers the values, which are above 0.</summary>
    internal LogAxisScale(double least, double most)
    {
        var candidates = Between((int)Math.Floor(Math.Log10(least)), (int)Math.Ceiling(Math.Log10(most))).ToArray();
        (_low, _high) = (candidates.Last(c => c <= least * (1 + 1e-9)), candidates.First(c => c >= most * (1 - 1e-9)));
        if (_high <= _low)
            _high = _low * 10;
    }

    public IEnumerable<double> Ticks
    {
        get
        {
            var (first, last) = ((int)Math.Floor(Math.Log10(_low)), (int)Math.Ceiling(Math.Log10(_high)));
            var hasHalves = Math.Log10(_high / _low) <= MostDecadesWithHalves;
            var every = (last - first + MostTicks) / MostTicks;
            return Between(first, last)
                .Where(t => t >= _low * (1 - 1e-9) && t <= _high * (1 + 1e-9))
                .Where(t => hasHalves || (Math.Abs(Math.Log10(t) - Math.Round(Math.Log10(t))) < 1e-9 && ((int)Math.Round(Math.Log10(t)) - first) % every == 0));
        }
    }

    public string Label(double value) => value is >= 1e6 or < 1e-4
        ? value.ToString("0e+0", CultureInfo.InvariantCulture).Replace("e+", "e", StringComparison.Ordinal)
        : value.ToString("#,0.####", CultureInfo.InvariantCulture);

    public double Part(double value) => Math.Log(value / _low) / Math.Log(_high / _low);

    private static IEnumerable<double> Between(int first, int last) =>
        from power in Enumerable.Range(first, last - first + 1) from half in _halves select half * Math.Pow(10, power);
}
