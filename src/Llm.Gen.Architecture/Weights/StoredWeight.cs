namespace Llm.Gen.Architectures;

/// <summary>One tensor of a checkpoint.</summary>
/// <param name="Name">Its stored name.</param>
/// <param name="Shape">Its sizes, outermost first; matrices are [out, in].</param>
public sealed record StoredWeight(string Name, EquatableArray<int> Shape)
{
    /// <summary>Numbers in it.</summary>
    public long Count => Shape.Aggregate(1L, (count, size) => count * size);
}
