namespace Llm.Gen.Runtime;

/// <summary>What stands for a group of experts when groups are chosen.</summary>
public enum GroupScore
{
    /// <summary>The score of its best expert (arXiv:2405.04434).</summary>
    Best,

    /// <summary>The sum of its two best scores (arXiv:2412.19437).</summary>
    TwoBest,
}
