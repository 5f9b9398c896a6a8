namespace Llm.Gen.Architectures;

/// <summary>One size of a stored tensor.</summary>
/// <param name="Text">
/// The size as an expression over the emitted file's constants: Vocab, HiddenSize, Heads, KvHeads, HeadSize, Inner, Positions, EmbeddingSize,
/// QueryRank, KvRank, PlainSize, RotarySize, ValueSize, ExpertCount, ExpertInner, SharedInner, Buckets, MaximumDistance.
/// </param>
/// <param name="Size">Its value.</param>
public sealed record WeightExtent(string Text, int Size)
{
    /// <summary>A product.</summary>
    public static WeightExtent operator *(WeightExtent left, WeightExtent right) => new($"{left.Text} * {right.Text}", left.Size * right.Size);

    /// <summary>A multiple.</summary>
    public static WeightExtent operator *(int times, WeightExtent extent) => new($"{times} * {extent.Text}", times * extent.Size);

    /// <summary>A sum, in parentheses.</summary>
    public static WeightExtent operator +(WeightExtent left, WeightExtent right) => new($"({left.Text} + {right.Text})", left.Size + right.Size);

    /// <summary>A sum with a number, without parentheses.</summary>
    public static WeightExtent operator +(WeightExtent left, int right) => right == 0 ? left : new($"{left.Text} + {right}", left.Size + right);
}
