namespace Llm.Gen;

/// <summary>Whether an attention norms its queries and keys, with norms of the layer's kind, and what of them at once.</summary>
public enum QueryKeyNorm
{
    /// <summary>It does not.</summary>
    None,

    /// <summary>Each head by itself; all share a weight of the head's size.</summary>
    Head,

    /// <summary>Each head by itself, with a weight of its own.</summary>
    EachHead,

    /// <summary>All heads at once, with a weight of all columns.</summary>
    Whole,
}
