namespace Llm.Gen.Runtime;

/// <summary>How a low-rank update is made.</summary>
public sealed record LoraOptions
{
    /// <summary>Rank of the update, r; 8 unless said.</summary>
    public int Rank { get; init; } = 8;

    /// <summary>The update is multiplied by Alpha / Rank; 16 unless said.</summary>
    public double Alpha { get; init; } = 16;

    /// <summary>Seed of the draw; give each point its own. 0 unless said.</summary>
    public long Seed { get; init; }
}
