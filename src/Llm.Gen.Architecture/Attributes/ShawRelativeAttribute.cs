namespace Llm.Gen;

/// <summary>Declares learnt keys, and values, for each distance (arXiv:1803.02155); the heads of a layer share them.</summary>
/// <param name="maximumDistance">Distance from which all count as one.</param>
public sealed class ShawRelativeAttribute(int maximumDistance) : LayerPartAttribute
{
    /// <summary>Distance from which all count as one.</summary>
    public int MaximumDistance { get; } = maximumDistance;

    /// <summary>Whether distances have values too. Default: false.</summary>
    public bool Values { get; set; }
}
