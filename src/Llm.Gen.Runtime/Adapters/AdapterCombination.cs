namespace Llm.Gen.Runtime;

/// <summary>How several adapters become one. w is an adapter's weight, s its scale; the new one has the scale 1.</summary>
public enum AdapterCombination
{
    /// <summary>A and B are summed by themselves, each with the root of w s: adapters of one rank, and a sum with cross terms B1 A2, not the sum of the updates.</summary>
    Linear,

    /// <summary>All ranks stand side by side: exactly the sum of w s B A, of the sum of the ranks.</summary>
    Concatenated,

    /// <summary>The best approximation of that sum whose rank is the largest of the adapters' (by singular values).</summary>
    Truncated,
}
