using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>Norms of queries and keys (arXiv:2010.04245); values stay as they are.</summary>
public static class QueryKeyNorm
{
    /// <summary>Norms each head by itself.</summary>
    /// <param name="packed">Queries, keys and values side by side, [B, T, (H + 2K) E].</param>
    /// <param name="layout">H, K and E.</param>
    /// <param name="query">A norm of E values, or of H heads of E values.</param>
    /// <param name="key">A norm of E values, or of K heads of E values.</param>
    /// <returns>[B, T, (H + 2K) E].</returns>
    public static Tensor Heads(Tensor packed, HeadLayout layout, TokenwiseBlock query, TokenwiseBlock key)
    {
        var (b, t) = (packed.shape[0], packed.shape[1]);
        var (h, k, e) = (layout.Heads, layout.KeyValueHeads, layout.HeadSize);
        var heads = packed.view(b, t, h + 2 * k, e);
        return cat([query.call(heads.narrow(2, 0, h)), key.call(heads.narrow(2, h, k)), heads.narrow(2, h + k, k)], 2).view(b, t, -1);
    }

    /// <summary>Norms all heads of queries at once, and all of keys.</summary>
    /// <param name="packed">Queries, keys and values side by side, [B, T, (H + 2K) E].</param>
    /// <param name="layout">H, K and E.</param>
    /// <param name="query">A norm of H E values.</param>
    /// <param name="key">A norm of K E values.</param>
    /// <returns>[B, T, (H + 2K) E].</returns>
    public static Tensor Whole(Tensor packed, HeadLayout layout, TokenwiseBlock query, TokenwiseBlock key)
    {
        var (queries, keys) = (layout.Heads * layout.HeadSize, layout.KeyValueHeads * layout.HeadSize);
        return cat([query.call(packed.narrow(-1, 0, queries)), key.call(packed.narrow(-1, queries, keys)), packed.narrow(-1, queries + keys, keys)], -1);
    }
}
