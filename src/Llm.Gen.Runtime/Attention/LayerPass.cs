using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>A pass as one layer sees it.</summary>
/// <param name="Pass">The pass.</param>
/// <param name="Layer">Which layer, from 0.</param>
public readonly record struct LayerPass(Pass Pass, int Layer)
{
    /// <summary>The turns of the pass's positions in this layer; none where it does not turn.</summary>
    public Rotation? Rotation => Pass.Rotations.Count > 0 ? Pass.Rotations[Layer] : Pass.Rotation;

    /// <summary>The position of each token, int64 [B, T], or [1, T] where all rows of the pass stand alike.</summary>
    public Tensor Positions() => Pass.PositionIds(Pass.Count, 0);

    /// <summary>
    /// Appends the pass's keys and values to the layer's cache, if there is one, and gives back all that its tokens may read. Once a pass; for an attention
    /// that computes its scores itself. <see cref="Attend.Causal"/> does all of it in tiles.
    /// </summary>
    /// <param name="keys">[B, T, K, E], turned already where they turn.</param>
    /// <param name="values">[B, T, K, E'].</param>
    /// <exception cref="InvalidOperationException">The pass has a cache, and gradients are wanted.</exception>
    public SeenTokens Remember(Tensor keys, Tensor values)
    {
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(values);
        if (Pass.Cache is not { } cache)
            return new(keys, values, Hidden(Pass.Count));
        if (is_grad_enabled() && (keys.requires_grad || values.requires_grad))
            throw new InvalidOperationException("A pass with a cache has no gradients; run it under torch.no_grad(), or without a cache.");

        var span = cache.Open(Layer, new CachedRow((int)keys.shape[2], (int)keys.shape[3], (int)values.shape[3], Window: null, SinkTokens: 0));
        span.Write(Pass.Offset, keys, values);
        var seen = span.Read(0, cache.Length);
        span.Close();
        return new(seen.Keys, seen.Values, Hidden(cache.Length));
    }

    /// <summary>Later keys, and those before the first that a token may see, [B or 1, 1, T, S].</summary>
    private Tensor Hidden(int seen)
    {
        using var scope = NewDisposeScope();
        var (pass, t) = (Pass, Pass.Count);
        var keys = arange(0, seen, ScalarType.Int64, pass.Device);                          // [S]
        var hidden = keys.view(1, 1, 1, seen).gt(arange(pass.Offset, pass.Offset + t, ScalarType.Int64, pass.Device).view(1, 1, t, 1));
        if (pass.FirstKeys is { } first)
            hidden = hidden.logical_or(keys.view(1, 1, 1, seen).lt(tensor(Array.ConvertAll(first, key => (long)key), device: pass.Device).view(pass.Batch, 1, t, 1)));
        return hidden.MoveToOuterDisposeScope();
    }
}
