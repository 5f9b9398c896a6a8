namespace Llm.Gen;

/// <summary>Declares a learnt bias for each head and bucket of distances (arXiv:1910.10683, section 2.1); one table, which all layers read.</summary>
/// <param name="buckets">Number of buckets.</param>
/// <param name="maximumDistance">Distance from which all fall into the last bucket.</param>
public sealed class T5BiasAttribute(int buckets, int maximumDistance) : LayerPartAttribute
{
    /// <summary>Number of buckets.</summary>
    public int Buckets { get; } = buckets;

    /// <summary>Distance from which all fall into the last bucket.</summary>
    public int MaximumDistance { get; } = maximumDistance;
}
