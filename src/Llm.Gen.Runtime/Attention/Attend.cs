using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>Attention. B is the batch, T the new tokens, S the cached and new tokens.</summary>
public static class Attend
{
    /// <summary>
    /// Turns queries and keys, appends keys and values to the cache if there is one, and reads what stands at or before each query.
    /// Works on tiles of keys with a running softmax (arXiv:2205.14135), so that no [T, S] matrix exists in either direction.
    /// </summary>
    /// <param name="packed">Queries, keys and values side by side, [B, T, (H + 2K) E].</param>
    /// <param name="layout">H, K and E.</param>
    /// <param name="rotation">The turns of the positions, or none where nothing turns.</param>
    /// <param name="at">The pass, and the layer whose cache it is.</param>
    /// <param name="scoring">How scores are made, and of which tokens; the plain way unless said.</param>
    /// <param name="sinks">A learnt score of nothing for each query head (arXiv:2309.17453, section 3.3), [H], which takes part in the softmax and reads nothing.</param>
    /// <param name="relative">What is learnt for distances between tokens.</param>
    /// <returns>[B, T, H E].</returns>
    public static Tensor Causal(
        Tensor packed, HeadLayout layout, Rotation? rotation, LayerPass at, Scoring? scoring = null, Tensor? sinks = null, RelativePositions? relative = null)
    {
        Require(packed, layout, at.Pass);
        var call = new AttentionCall(layout, rotation, at.Pass, at.Layer, scoring ?? Scoring.Plain) { Sinks = sinks, Relative = relative };
        Tensor[] learnt = [.. sinks is null ? Array.Empty<Tensor>() : [sinks], .. relative?.Tables ?? []];
        if (!(is_grad_enabled() && (packed.requires_grad || Array.Exists(learnt, tensor => tensor.requires_grad))))
            return Kernels.For(packed).Attend(packed, call);
        if (at.Pass.Cache is not null)
            RequireNoGraph([packed, .. learnt]);

        return AttentionFunction.apply([packed, call, .. learnt]);
    }

    /// <summary>Turns queries and keys alone, for models that norm them afterwards. <see cref="Causal"/> does so by itself, at less cost.</summary>
    /// <param name="packed">Queries, keys and values side by side, [B, T, (H + 2K) E].</param>
    /// <param name="layout">H, K and E.</param>
    /// <param name="rotation">The turns of the positions, or none where nothing turns.</param>
    /// <returns>[B, T, (H + 2K) E], with gradients where they are wanted.</returns>
    public static Tensor Turn(Tensor packed, HeadLayout layout, Rotation? rotation)
    {
        if (rotation is null)
            return packed;

        Require(packed, layout, rotation.Pass);
        Kernels kernels = is_grad_enabled() && packed.requires_grad ? ComposedKernels.Instance : Kernels.For(packed);
        return kernels.Turned(packed, new(layout, rotation, rotation.Pass, 0, Scoring.Plain)).view(packed.shape);
    }

    /// <summary>
    /// Multi-head latent attention (arXiv:2405.04434): keys and values are read from a narrow latent, which is all that the cache keeps of a
    /// token beside the key values that turn.
    /// </summary>
    /// <param name="queries">[B, T, H (N + R)]; of each head the values that do not turn come first.</param>
    /// <param name="latents">The normed latents, [B, T, C].</param>
    /// <param name="keys">The key values that turn, which all heads share, [B, T, R].</param>
    /// <param name="up">Reads keys and values from latents: C to H (N + V).</param>
    /// <param name="layout">H, C, N, R and V.</param>
    /// <param name="rotation">The turns of the positions, or none where nothing turns.</param>
    /// <param name="at">The pass, and the layer whose cache it is.</param>
    /// <param name="scoring">How scores are made; scaled by 1 / root(N + R) unless said.</param>
    /// <returns>[B, T, H V].</returns>
    public static Tensor Latent(Tensor queries, Tensor latents, Tensor keys, Projection up, LatentLayout layout, Rotation? rotation, LayerPass at, Scoring? scoring = null)
    {
        var given = scoring ?? Scoring.Plain;
        var scaled = given with { Scale = given.Scale ?? 1 / Math.Sqrt(layout.QuerySize) };
        Tensor Read(HeadLayout heads, Tensor packed) => Causal(packed, heads, rotation, at, scaled);
        if (at.Pass.Cache is not { } cache)
            return LatentAttention.Whole(queries, latents, keys, up, layout, Read);
        RequireNoGraph(queries, latents, keys, up.Weight);
        if (LatentAttention.IsWorthReading(layout, at.Pass.Count, cache.Length))
            return LatentAttention.FromCache(queries, latents, keys, Matrix(up, layout, latents), layout, cache, heads => new(heads, rotation, at.Pass, at.Layer, scaled));
        return LatentAttention.Absorbed(queries, latents, keys, Matrix(up, layout, latents), layout, Read);
    }

    /// <summary>Fails where a graph would reach through the cache.</summary>
    private static void RequireNoGraph(params Tensor[] tensors)
    {
        if (is_grad_enabled() && Array.Exists(tensors, tensor => tensor.requires_grad))
            throw new InvalidOperationException("A pass with a cache has no gradients; run it under torch.no_grad(), or without a cache.");
    }

    /// <summary>A projection's matrix, [Out, In], with what is learnt beside it or stands in for it.</summary>
    private static Tensor Matrix(Projection up, LatentLayout layout, Tensor latents) =>
        up.Adapter is null && up.Substitute is null ? up.Weight : up.call(eye(layout.Rank, dtype: latents.dtype, device: latents.device).unsqueeze(0)).squeeze(0).t().contiguous();

    private static void Require(Tensor packed, HeadLayout layout, Pass pass)
    {
        ArgumentNullException.ThrowIfNull(packed);
        var width = (long)(layout.Heads + (layout.SharesValues ? 1 : 2) * layout.KeyValueHeads) * layout.HeadSize;
        if (packed.ndim != 3 || packed.size(0) != pass.Batch || packed.size(1) != pass.Count || packed.size(2) != width)
            throw new ArgumentException($"Attention was given {TensorText.Of(packed)} and takes [{pass.Batch}, {pass.Count}, {width}]: the tokens that the pass began with, of {layout.Heads} query and {layout.KeyValueHeads} key heads of {layout.HeadSize}; run layers through the model's Hidden.", nameof(packed));
    }
}
