namespace Llm.Gen;

/// <summary>Declares a feed-forward of your own: a class over Llm.Gen.Runtime.TokenwiseBlock whose constructor takes a FeedForwardShape and a Placement.</summary>
/// <param name="component">The class.</param>
/// <param name="inner">Size of what stands inside.</param>
/// <param name="options">Arguments of its constructor beside shape and place: name, value, name, value.</param>
public sealed class FeedForwardAttribute(Type component, int inner, params object[] options) : OwnPartAttribute(component, options)
{
    /// <summary>Size of what stands inside.</summary>
    public int Inner { get; } = inner;
}
