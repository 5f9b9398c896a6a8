namespace Llm.Gen;

/// <summary>What attentions over heads have in common.</summary>
/// <param name="heads">Number of query heads.</param>
public abstract class HeadsAttribute(int heads) : LayerPartAttribute
{
    /// <summary>Number of query heads.</summary>
    public int Heads { get; } = heads;

    /// <summary>Numbers in one head. Default: the hidden size divided by the query heads.</summary>
    public int HeadSize { get; set; }

    /// <summary>Which of the four projections add a bias. Default: none.</summary>
    public AttentionBias Bias { get; set; }

    /// <summary>Whether queries and keys are normed, and what of them at once. Default: they are not.</summary>
    public QueryKeyNorm QueryKeyNorm { get; set; }

    /// <summary>Whether queries and keys are normed after they are rotated. Default: false.</summary>
    public bool NormAfterRotation { get; set; }

    /// <summary>What scores are multiplied by. Default: 1 / root(head size).</summary>
    public double Scale { get; set; }

    /// <summary>c of c * tanh(scores / c), before masking. Default: scores are not capped.</summary>
    public double Softcap { get; set; }

    /// <summary>Queries, keys and values are clamped to this distance from 0. Default: they are not.</summary>
    public double Clip { get; set; }

    /// <summary>Whether each head has a learnt score that takes its share of the softmax and brings no value (arXiv:2508.10925). Default: false.</summary>
    public bool LearnedSinks { get; set; }
}
