namespace Llm.Gen;

/// <summary>Declares what training drops (arXiv:1207.0580).</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class DropoutAttribute : Attribute
{
    /// <summary>Share of the embeddings. Default: 0.</summary>
    public double Embedding { get; set; }

    /// <summary>Share of what attention and feed-forward add. Default: 0.</summary>
    public double Residual { get; set; }

    /// <summary>Share of the attention's weights. Default: 0.</summary>
    public double Attention { get; set; }
}
