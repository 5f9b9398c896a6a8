using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>
/// Multi-head latent attention (arXiv:2405.04434). Without a cache the latent is read into keys and values, as in the paper's equations. With one, the
/// cache holds normed latents and turned keys alone: their up-projection is multiplied into queries and results instead (section 2.1.2), so that
/// all heads read one row of C + R values a token.
/// </summary>
/// <remarks>In rows that attention reads, the columns that turn come first: kernels turn the first columns of a head.</remarks>
internal static class LatentAttention
{
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
        var size = Math.Max(layout.QuerySize, layout.ValueSize);
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
