using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>
/// Multi-head latent attention (arXiv:2405.04434). Without a cache the latent is read into keys and values, as in the paper's equations. With one, the
/// cache holds normed latents and turned keys alone. Few queries have their up-projection multiplied into themselves and their results (section 2.1.2), so
/// that all heads read one row of C + R values a token; for many queries it costs less to read all that they see into keys and values.
/// </summary>
/// <remarks>The two ways round differently: what a prompt gives depends on its pieces within rounding. In rows that attention reads, the columns that turn come first: kernels turn the first columns of a head.</remarks>
internal static class LatentAttention
{
    private const long MostRead = 1 << 24;      // numbers of keys and values that are read from latents at once

    /// <summary>Keys and values of every head, read from the latent.</summary>
    /// <param name="queries">[B, T, H (N + R)], the plain part of a head before the one that turns.</param>
    /// <param name="latents">Normed, [B, T, C].</param>
    /// <param name="keys">What the heads share of the keys, [B, T, R].</param>
    /// <param name="up">C to H (N + V).</param>
    /// <param name="layout">The sizes.</param>
    /// <param name="call">Makes the call for heads of some layout.</param>
    /// <returns>[B, T, H V].</returns>
    public static Tensor Whole(Tensor queries, Tensor latents, Tensor keys, Projection up, LatentLayout layout, Func<HeadLayout, Tensor, Tensor> call)
    {
        var (b, t, h) = (queries.shape[0], queries.shape[1], layout.Heads);
        var size = Wide(layout);
        var read = up.call(latents).view(b, t, h, layout.PlainSize + layout.ValueSize);     // [B, T, H, N + V]
        var turning = keys.view(b, t, 1, layout.RotarySize).expand(b, t, h, layout.RotarySize);
        var packed = cat(
        [
            Padded(TurningFirst(queries.view(b, t, h, layout.QuerySize), layout), size),
            Padded(cat([turning, read.narrow(-1, 0, layout.PlainSize)], -1), size),
            Padded(read.narrow(-1, layout.PlainSize, layout.ValueSize), size),
        ], 2);                                                                              // [B, T, 3 H, size]
        var output = call(new HeadLayout(layout.Heads, layout.Heads, size), packed.view(b, t, -1));
        return output.view(b, t, h, size).narrow(-1, 0, layout.ValueSize).reshape(b, t, -1);
    }

    /// <summary>One row a token for all heads, the up-projection multiplied into queries and results. Arguments and result as those of <see cref="Whole"/>.</summary>
    public static Tensor Absorbed(Tensor queries, Tensor latents, Tensor keys, Tensor up, LatentLayout layout, Func<HeadLayout, Tensor, Tensor> call)
    {
        var (b, t, h) = (queries.shape[0], queries.shape[1], layout.Heads);
        var size = layout.RotarySize + layout.Rank;
        var heads = queries.view(b, t, h, layout.QuerySize);
        var ups = up.view(h, layout.PlainSize + layout.ValueSize, layout.Rank);             // [H, N + V, C]
        var plain = ByHead(heads.narrow(-1, 0, layout.PlainSize)).matmul(ups.narrow(1, 0, layout.PlainSize));       // [H, B T, C]
        var absorbed = cat([heads.narrow(-1, layout.PlainSize, layout.RotarySize), ByToken(plain, b, t)], -1);      // [B, T, H, R + C]
        var row = cat([keys, latents], -1).view(b, t, 1, size);
        var packed = cat([absorbed, row], 2).view(b, t, -1);                                // [B, T, (H + 1) (R + C)]
        var output = call(new HeadLayout(layout.Heads, 1, size) { SharesValues = true }, packed).view(b, t, h, size);
        var results = ByHead(output.narrow(-1, layout.RotarySize, layout.Rank)).matmul(ups.narrow(1, layout.PlainSize, layout.ValueSize).transpose(1, 2));    // [H, B T, V]
        return ByToken(results, b, t).reshape(b, t, -1);
    }

    /// <summary>Whether many queries are better served by keys and values of every head than by latents: by the products that each way takes, a head.</summary>
    /// <param name="layout">The sizes.</param>
    /// <param name="queries">New tokens.</param>
    /// <param name="seen">Cached and new tokens.</param>
    public static bool IsWorthReading(LatentLayout layout, long queries, long seen)
    {
        var pairs = queries * (seen - (queries - 1) / 2.0);
        var reading = (double)layout.Rank * (layout.PlainSize + layout.ValueSize);          // of a latent, or of a query and its result
        return seen * reading + 2 * pairs * Wide(layout) < queries * reading + 2 * pairs * (layout.RotarySize + layout.Rank);
    }

    /// <summary>Latents and turned keys join the cache; keys and values of some heads at a time are read from all that it has. Arguments and result as those of <see cref="Whole"/>.</summary>
    /// <param name="queries">As there.</param>
    /// <param name="latents">As there.</param>
    /// <param name="keys">As there.</param>
    /// <param name="up">The matrix of the up-projection, [H (N + V), C].</param>
    /// <param name="layout">The sizes.</param>
    /// <param name="cache">The pass's.</param>
    /// <param name="call">The call for heads of some layout.</param>
    /// <param name="most">Numbers of keys and values to hold at once.</param>
    public static Tensor FromCache(
        Tensor queries, Tensor latents, Tensor keys, Tensor up, LatentLayout layout, KvCache cache, Func<HeadLayout, AttentionCall> call, long most = MostRead)
    {
        using var scope = NewDisposeScope();
        var (kernels, b, t, size) = (Kernels.For(queries), queries.shape[0], queries.shape[1], Wide(layout));
        var ofRow = call(new HeadLayout(0, 1, layout.RotarySize + layout.Rank) { SharesValues = true });
        var span = cache.Open(ofRow.Layer, ofRow.Row);
        span.Write(ofRow.Pass.Offset, kernels.Turned(cat([keys, latents], -1), ofRow), null);
        var seen = span.Read(ofRow.FirstSeen, cache.Length);                                // [B, S, 1, R + C]
        var rows = seen.Keys.narrow(-1, layout.RotarySize, layout.Rank).squeeze(2).contiguous();                    // [B, S, C]
        var turning = seen.Keys.narrow(-1, 0, layout.RotarySize);                           // [B, S, 1, R]
        var wide = Padded(TurningFirst(queries.view(b, t, layout.Heads, layout.QuerySize), layout), size);
        var turned = kernels.Turned(wide.view(b, t, -1), call(new HeadLayout(layout.Heads, 0, size)));              // [B, T, H, size]
        var ups = up.view(layout.Heads, layout.PlainSize + layout.ValueSize, layout.Rank);  // [H, N + V, C]

        var results = new List<Tensor>();
        var together = (int)Math.Clamp(most / (b * seen.Count * 2 * size), 1, layout.Heads);
        for (var first = 0; first < layout.Heads; first += together)
        {
            using var step = NewDisposeScope();
            var h = Math.Min(together, layout.Heads - first);
            var read = kernels.Linear(rows, ups.narrow(0, first, h).view(-1, layout.Rank), null).view(b, seen.Count, h, -1);      // [B, S, h, N + V]
            var plain = cat([turning.expand(b, seen.Count, h, layout.RotarySize), read.narrow(-1, 0, layout.PlainSize)], -1);
            var ofHeads = new SeenKeys(Padded(plain, size), Padded(read.narrow(-1, layout.PlainSize, layout.ValueSize), size), seen.First, seen.Kept);
            var output = kernels.Read(turned.narrow(2, first, h), ofHeads, call(new HeadLayout(h, h, size)));
            results.Add(output.view(b, t, h, size).narrow(-1, 0, layout.ValueSize).contiguous().MoveToOuterDisposeScope());
        }
        span.Close();
        return cat(results, 2).view(b, t, -1).MoveToOuterDisposeScope();
    }

    /// <summary>The size of heads that hold queries, keys or values.</summary>
    private static int Wide(LatentLayout layout) => Math.Max(layout.QuerySize, layout.ValueSize);

    /// <summary>[B, T, H, N + R] to [B, T, H, R + N].</summary>
    private static Tensor TurningFirst(Tensor heads, LatentLayout layout) =>
        cat([heads.narrow(-1, layout.PlainSize, layout.RotarySize), heads.narrow(-1, 0, layout.PlainSize)], -1);

    /// <summary>Heads filled up with zeros, [B, T, H, size].</summary>
    private static Tensor Padded(Tensor heads, int size)
    {
        var shape = heads.shape;
        var missing = size - shape[^1];
        return missing == 0 ? heads : cat([heads, zeros([shape[0], shape[1], shape[2], missing], heads.dtype, heads.device)], -1);
    }

    /// <summary>[B, T, H, n] to [H, B T, n].</summary>
    private static Tensor ByHead(Tensor heads) => heads.permute(2, 0, 1, 3).reshape(heads.shape[2], heads.shape[0] * heads.shape[1], heads.shape[3]);

    /// <summary>[H, B T, n] to [B, T, H, n].</summary>
    private static Tensor ByToken(Tensor heads, long b, long t) => heads.view(heads.shape[0], b, t, -1).permute(1, 2, 0, 3);
}
