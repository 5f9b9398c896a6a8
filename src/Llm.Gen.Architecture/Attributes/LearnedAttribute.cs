namespace Llm.Gen;

/// <summary>Declares learnt positions, added to the embeddings (arXiv:1706.03762, section 3.5). The attention is told none unless another attribute says so.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class LearnedAttribute : Attribute
{
    /// <summary>Rows in front of the first position's. Default: 0.</summary>
    public int Offset { get; set; }
}
