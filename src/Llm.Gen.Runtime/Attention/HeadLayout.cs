namespace Llm.Gen.Runtime;

/// <summary>How queries, keys and values lie side by side in one row: H query heads, K key heads, K value heads, each of E values.</summary>
/// <param name="Heads">H, query heads.</param>
/// <param name="KeyValueHeads">K, key heads and as many value heads; each serves H / K query heads.</param>
/// <param name="HeadSize">E, values in a head.</param>
public sealed record HeadLayout(int Heads, int KeyValueHeads, int HeadSize)
{
    /// <summary>Whether the keys are values too, and a row has H + K heads.</summary>
    internal bool SharesValues { get; init; }
}
