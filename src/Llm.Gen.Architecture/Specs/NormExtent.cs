namespace Llm.Gen.Architectures;

/// <summary>What a norm of queries or keys brings to a common scale.</summary>
public enum NormExtent
{
    /// <summary>Each head by itself; all share a weight of the head's size.</summary>
    Head,

    /// <summary>Each head by itself, with a weight of its own.</summary>
    EachHead,

    /// <summary>All heads at once, with a weight of all columns.</summary>
    Whole,
}
