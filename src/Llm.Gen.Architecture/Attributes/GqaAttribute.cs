namespace Llm.Gen;

/// <summary>Declares grouped-query attention (arXiv:2305.13245): groups of query heads share a key and value head.</summary>
/// <param name="heads">Number of query heads.</param>
/// <param name="keyValueHeads">Number of key and value heads; it divides the number of query heads.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class GqaAttribute(int heads, int keyValueHeads) : Attribute
{
    /// <summary>Number of query heads.</summary>
    public int Heads { get; } = heads;

    /// <summary>Number of key and value heads.</summary>
    public int KeyValueHeads { get; } = keyValueHeads;

    /// <summary>Numbers in one head. Default: the hidden size divided by the query heads.</summary>
    public int HeadSize { get; set; }

    /// <summary>Which of the four projections add a bias. Default: none.</summary>
    public AttentionBias Bias { get; set; }

    /// <summary>Whether queries and keys are normed, and what of them at once. Default: they are not.</summary>
    public QueryKeyNorm QueryKeyNorm { get; set; }
}
