namespace Llm.Gen.Runtime;

/// <summary>The sizes of one attention, and what each query may look at.</summary>
/// <param name="B">Batch.</param>
/// <param name="T">Queries of each row.</param>
/// <param name="H">Query heads.</param>
/// <param name="K">Key and value heads.</param>
/// <param name="E">Values in a head.</param>
/// <param name="Scale">What scores are multiplied by.</param>
/// <param name="Offset">Cached tokens before the first query; query t is token Offset + t.</param>
/// <param name="FirstKeys">The first token that each query may look at, [B T], or none where that is 0.</param>
internal sealed record AttentionSizes(int B, int T, int H, int K, int E, float Scale, int Offset, int[]? FirstKeys)
{
    /// <summary>H / K, query heads of one key head.</summary>
    public int Group => H / K;

    /// <summary>Whether the keys are values too.</summary>
    public bool SharesValues { get; init; }

    /// <summary>Elements of a packed row.</summary>
    public int Packed => (H + (SharesValues ? 1 : 2) * K) * E;

    /// <summary>The first value head of a packed row.</summary>
    public int FirstValue => SharesValues ? H : H + K;

    /// <summary>E padded for tiles.</summary>
    public int Width { get; } = TileMath.RoundUp(E, TileMath.Columns);

    /// <summary>How many tokens a query sees, its own the last of them.</summary>
    public int Window { get; init; } = int.MaxValue;

    /// <summary>What scores stay below; 0: they are left alone.</summary>
    public float Softcap { get; init; }

    /// <summary>What each token of distance takes from the scores of a query head, [H], or none.</summary>
    public float[]? Slopes { get; init; }

    /// <summary>The score of nothing of each query head, [H], or none.</summary>
    public float[]? Sinks { get; init; }

    /// <summary>Whether products of queries and keys are not yet scores.</summary>
    public bool AdjustsScores => Softcap != 0 || Slopes is not null;

    /// <summary>The first token that a query may look at.</summary>
    public int First(int row, int t) => Math.Max(FirstKeys is { } first ? first[row * T + t] : 0, Offset + t - Window + 1);

    /// <summary>The smallest of those of some queries.</summary>
    public int First(int row, int t, int rows)
    {
        var least = First(row, t);
        for (var i = 1; i < rows && FirstKeys is not null; i++)
            least = Math.Min(least, First(row, t + i));
        return least;
    }

    /// <summary>The largest score and its mass before any key.</summary>
    public (float Top, float Mass) Start(int head) => Sinks is { } sinks ? (sinks[head], 1) : (float.NegativeInfinity, 0);
}
