namespace Llm.Gen.Architectures;

/// <summary>What a group of experts counts for when groups are chosen.</summary>
public enum GroupScore
{
    /// <summary>Its best score, as in DeepSeek-V2.</summary>
    Maximum,

    /// <summary>The sum of its two best scores, corrected ones, as in DeepSeek-V3.</summary>
    TwoBest,
}
