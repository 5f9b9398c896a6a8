namespace Llm.Gen;

/// <summary>Declares that a token sees no further back than a window (arXiv:2004.05150); the cache keeps no more of a sequence than that. Without it, it sees everything before it.</summary>
/// <param name="size">How many tokens it sees, itself the last of them.</param>
public sealed class SlidingWindowAttribute(int size) : LayerPartAttribute
{
    /// <summary>How many tokens a token sees, itself the last of them.</summary>
    public int Size { get; } = size;

    /// <summary>Tokens at the beginning that stay visible behind the window (arXiv:2309.17453). Default: 0.</summary>
    public int SinkTokens { get; set; }
}
