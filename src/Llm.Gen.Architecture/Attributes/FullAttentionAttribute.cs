namespace Llm.Gen;

/// <summary>Declares that a token sees everything before it, in layers that an earlier <see cref="SlidingWindowAttribute"/> is for too.</summary>
public sealed class FullAttentionAttribute : LayerPartAttribute;
