namespace Llm.Gen.Training;

/// <summary>The losses of the newest steps, which tell a spike from what is usual.</summary>
internal sealed class LossHistory(double deviations)
{
    private const int Most = 100, Fewest = 20;
    private const double LeastDeviation = 0.01;         // of the mean: a loss that hardly moves spikes at nothing else

    private readonly Queue<double> _losses = new();

    /// <summary>Whether a loss is far above those before, which it joins.</summary>
    internal bool IsSpike(double loss)
    {
        var isSpike = _losses.Count >= Fewest && loss > Limit;
        _losses.Enqueue(loss);
        if (_losses.Count > Most)
            _losses.Dequeue();
        return isSpike;
    }

    /// <summary>The largest loss that is usual.</summary>
    internal double Limit
    {
        get
        {
            var mean = _losses.Average();
            var deviation = Math.Sqrt(_losses.Average(loss => (loss - mean) * (loss - mean)));
            return mean + (deviations * Math.Max(deviation, LeastDeviation * Math.Abs(mean)));
        }
    }
}
