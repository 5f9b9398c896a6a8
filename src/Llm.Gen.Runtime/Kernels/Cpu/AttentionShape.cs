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
internal sealed record AttentionShape(int B, int T, int H, int K, int E, float Scale, int Offset, int[]? FirstKeys)
{
    /// <summary>H / K, query heads of one key head.</summary>
    public int Group => H / K;

    /// <summary>E padded for tiles.</summary>
    public int Width { get; } = TileMath.RoundUp(E, TileMath.Columns);

    /// <summary>The first token that a query may look at.</summary>
    public int First(int row, int t) => FirstKeys is { } first ? first[row * T + t] : 0;

    /// <summary>The smallest of those of some queries.</summary>
    public int First(int row, int t, int rows)
    {
        if (FirstKeys is not { } first)
            return 0;
        var least = first[row * T + t];
        for (var i = 1; i < rows; i++)
            least = Math.Min(least, first[row * T + t + i]);
        return least;
    }
}
