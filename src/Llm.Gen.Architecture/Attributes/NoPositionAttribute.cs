namespace Llm.Gen;

/// <summary>Declares that the attention is told no positions (arXiv:2305.19466).</summary>
public sealed class NoPositionAttribute : LayerPartAttribute;
