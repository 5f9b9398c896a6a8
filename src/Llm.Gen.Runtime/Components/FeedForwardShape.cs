namespace Llm.Gen.Runtime;

/// <summary>The sizes that a feed-forward of one layer is made for; the first argument of an own feed-forward's constructor.</summary>
/// <param name="Hidden">D, values of a token in the residual stream.</param>
/// <param name="Inner">F, values inside.</param>
/// <param name="Layer">Which layer, from 0.</param>
public sealed record FeedForwardShape(int Hidden, int Inner, int Layer);
