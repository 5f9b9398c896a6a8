namespace Llm.Gen;

/// <summary>What norms have in common.</summary>
public abstract class NormPartAttribute : LayerPartAttribute
{
    private protected NormPartAttribute(double epsilon) => Epsilon = epsilon;

    /// <summary>Added to the mean square, or to the variance, before its root is taken.</summary>
    public double Epsilon { get; }

    /// <summary>Whether what is stored is the weight's distance from 1, as in Gemma. Default: false.</summary>
    public bool UnitOffset { get; set; }

    /// <summary>Where the norms of a layer stand. Default: before the attention and before the feed-forward.</summary>
    public NormPlacement Placement { get; set; }
}
