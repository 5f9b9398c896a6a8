namespace Llm.Gen.Architectures;

/// <summary>A feed-forward of the experts' kind that every token passes through (arXiv:2401.06066).</summary>
public sealed record SharedExpertSpec
{
    /// <summary>Size of what stands between its projections.</summary>
    public required int Inner { get; init; }

    /// <summary>Whether its result is multiplied by the sigmoid of a score of its own, as in Qwen2-MoE. Default: false.</summary>
    public bool IsGated { get; init; }
}
