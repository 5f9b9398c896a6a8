namespace Llm.Gen.Architectures;

/// <summary>How a stored tensor differs from the parameter that it fills; undone when it is loaded, done again when it is saved.</summary>
[Flags]
public enum StorageTransform
{
    /// <summary>Not at all.</summary>
    None = 0,

    /// <summary>A matrix is stored [in, out], as GPT-2's are; the shape is the stored one.</summary>
    Transposed = 1,

    /// <summary>
    /// The rows of queries, keys and values stand group by group: the query heads that share a key and value head, that key head, that value
    /// head, then the next group. In memory: all queries, all keys, all values. Biases too.
    /// </summary>
    RowsByGroup = 2,

    /// <summary>Rows of gate and up projection take turns, as GPT-OSS's. In memory: all of the gate, then all of the up projection. Biases too.</summary>
    RowsInTurns = 4,

    /// <summary>The first extent counts experts, and the other transforms hold within each expert's part.</summary>
    StackedExperts = 8,
}
