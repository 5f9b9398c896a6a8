namespace Llm.Gen.Runtime;

/// <summary>Rules that choose the next token from a row of logits, [V]. A removed token is minus infinity; each rule sees what the ones before it left.</summary>
public static class Sampling
{
    /// <summary>Multiplies negative and divides positive logits of ids that occurred by the penalty, each id once (arXiv:1909.05858).</summary>
    public static void Penalize(Span<float> logits, IEnumerable<int> occurred, double penalty)
    {
        foreach (var id in occurred.Distinct())
            logits[id] = (float)(logits[id] < 0 ? logits[id] * penalty : logits[id] / penalty);
    }

    /// <summary>Divides by the temperature; one too small for the numbers leaves the best token alone.</summary>
    public static void Scale(Span<float> logits, double temperature)
    {
        var best = logits[Best(logits)];
        var shift = float.IsFinite((float)(best / temperature)) ? 0 : best;
        for (var id = 0; id < logits.Length; id++)
            logits[id] = (float)((logits[id] - shift) / temperature);
    }

    /// <summary>Keeps the k largest logits, and those equal to the k-th.</summary>
    public static void KeepTop(Span<float> logits, int k)
    {
        if (k >= logits.Length)
            return;
        var sorted = logits.ToArray();
        Array.Sort(sorted);
        var least = sorted[^k];
        for (var id = 0; id < logits.Length; id++)
        {
            if (logits[id] < least)
                logits[id] = float.NegativeInfinity;
        }
    }

    /// <summary>Keeps each token while the mass of the more probable ones is below p, and the best always (arXiv:1904.09751).</summary>
    public static void KeepNucleus(Span<float> logits, double p)
    {
        var mass = Probabilities(logits);
        var order = new int[logits.Length];
        for (var id = 0; id < order.Length; id++)
            order[id] = id;
        Array.Sort((double[])mass.Clone(), order);

        var (removed, bound) = (0.0, 1 - p);
        for (var i = 0; i < order.Length - 1; i++)
        {
            removed += mass[order[i]];
            if (removed > bound)
                break;
            logits[order[i]] = float.NegativeInfinity;
        }
    }

    /// <summary>Keeps tokens at least p times as probable as the best (arXiv:2407.01082).</summary>
    public static void KeepShare(Span<float> logits, double p)
    {
        var least = Best(logits) is var best && p > 0 ? logits[best] + Math.Log(p) : double.NegativeInfinity;
        for (var id = 0; id < logits.Length; id++)
        {
            if (logits[id] < least)
                logits[id] = float.NegativeInfinity;
        }
    }

    /// <summary>The id of the largest logit, the first of equal ones.</summary>
    public static int Best(ReadOnlySpan<float> logits)
    {
        var best = 0;
        for (var id = 1; id < logits.Length; id++)
        {
            if (logits[id] > logits[best])
                best = id;
        }
        return best;
    }

    /// <summary>The smallest id whose cumulative probability exceeds u; ids of no probability are skipped.</summary>
    /// <param name="logits">[V].</param>
    /// <param name="u">Uniform in [0, 1).</param>
    public static int Draw(ReadOnlySpan<float> logits, double u)
    {
        var mass = Probabilities(logits);
        var (sum, last) = (0.0, 0);
        for (var id = 0; id < mass.Length; id++)
        {
            if (mass[id] == 0)
                continue;
            sum += mass[id];
            last = id;
            if (sum > u)
                break;
        }
        return last;
    }

    private static double[] Probabilities(ReadOnlySpan<float> logits)
    {
        double top = logits[Best(logits)];
        var (mass, sum) = (new double[logits.Length], 0.0);
        for (var id = 0; id < mass.Length; id++)
            sum += mass[id] = Math.Exp(logits[id] - top);
        for (var id = 0; id < mass.Length; id++)
            mass[id] /= sum;
        return mass;
    }
}
