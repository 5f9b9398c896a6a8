namespace Llm.Gen;

/// <summary>Declares a norm of your own, in the layers and after the last one: a class over Llm.Gen.Runtime.TokenwiseBlock whose constructor takes a NormShape and a Placement.</summary>
/// <param name="component">The class.</param>
/// <param name="options">Arguments of its constructor beside shape and place: name, value, name, value.</param>
public sealed class NormAttribute(Type component, params object[] options) : OwnPartAttribute(component, options)
{
    /// <summary>A small number that the shape hands on, added before a root is taken. Default: 1e-6.</summary>
    public double Epsilon { get; set; } = 1e-6;

    /// <summary>Where the norms of a layer stand. Default: before the attention and before the feed-forward.</summary>
    public NormPlacement Placement { get; set; }
}
