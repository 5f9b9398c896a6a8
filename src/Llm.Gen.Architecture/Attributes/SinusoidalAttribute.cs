namespace Llm.Gen;

/// <summary>Declares sines and cosines of the position, added to the embeddings (arXiv:1706.03762, section 3.5). The attention is told none unless another attribute says so.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class SinusoidalAttribute : Attribute
{
    /// <summary>What is added to a position first. Default: 0.</summary>
    public int Offset { get; set; }

    /// <summary>Whether all sines stand before all cosines, as in XGLM, and not in turns. Default: false.</summary>
    public bool Halves { get; set; }
}
