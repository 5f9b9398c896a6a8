namespace Llm.Gen.Runtime;

/// <summary>How a low-rank update is made.</summary>
public sealed record LoraOptions
{
    /// <summary>Rank of the update, r; 8 unless said.</summary>
    public int Rank { get; init; } = 8;

    /// <summary>The update is multiplied by Alpha / Rank; 16 unless said.</summary>
    public double Alpha { get; init; } = 16;

    /// <summary>Whether it is multiplied by Alpha / sqrt(Rank) instead (rsLoRA, arXiv:2312.03732); not unless said.</summary>
    public bool UsesRootOfRank { get; init; }

    /// <summary>Whether rows of the matrix learn their length apart from their direction (DoRA, arXiv:2402.09353); not unless said.</summary>
    public bool LearnsMagnitude { get; init; }

    /// <summary>Share of what the update reads that training drops; 0 unless said.</summary>
    public double Dropout { get; init; }

    /// <summary>Seed of the draw; give each point its own. 0 unless said.</summary>
    public long Seed { get; init; }

    /// <summary>What the update is multiplied by.</summary>
    internal double Scale => UsesRootOfRank ? Alpha / Math.Sqrt(Rank) : Alpha / Rank;
}
