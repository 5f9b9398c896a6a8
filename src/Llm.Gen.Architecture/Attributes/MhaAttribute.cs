namespace Llm.Gen;

/// <summary>Declares multi-head attention (arXiv:1706.03762): every query head has a key and value head of its own.</summary>
/// <param name="heads">Number of query heads.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class MhaAttribute(int heads) : Attribute
{
    /// <summary>Number of query heads.</summary>
    public int Heads { get; } = heads;

    /// <summary>Numbers in one head. Default: the hidden size divided by the query heads.</summary>
    public int HeadSize { get; set; }

    /// <summary>Which of the four projections add a bias. Default: none.</summary>
    public AttentionBias Bias { get; set; }

    /// <summary>Whether queries and keys are normed, and what of them at once. Default: they are not.</summary>
    public QueryKeyNorm QueryKeyNorm { get; set; }
}
