namespace Llm.Gen;

/// <summary>Declares grouped-query attention (arXiv:2305.13245): groups of query heads share a key and value head.</summary>
/// <param name="heads">Number of query heads.</param>
/// <param name="keyValueHeads">Number of key and value heads; it divides the number of query heads.</param>
public sealed class GqaAttribute(int heads, int keyValueHeads) : HeadsAttribute(heads)
{
    /// <summary>Number of key and value heads.</summary>
    public int KeyValueHeads { get; } = keyValueHeads;
}
