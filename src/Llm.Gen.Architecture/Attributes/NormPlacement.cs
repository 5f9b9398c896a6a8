namespace Llm.Gen;

/// <summary>Where the norms of a layer stand; f is the attention, then the feed-forward.</summary>
public enum NormPlacement
{
    /// <summary>x + f(norm(x)).</summary>
    Pre,

    /// <summary>norm(x + f(x)), as in arXiv:1706.03762.</summary>
    Post,

    /// <summary>x + norm(f(norm(x))), two norms each.</summary>
    Sandwich,

    /// <summary>x + norm(f(x)).</summary>
    Output,

    /// <summary>x + attention(n) + feed-forward(n), n = norm(x).</summary>
    Parallel,

    /// <summary>x + attention(norm(x)) + feed-forward(norm'(x)), a norm each.</summary>
    ParallelNorms,
}
