using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>
/// Attention in tiles of queries and keys with a running softmax (arXiv:2205.14135, 2307.08691), composed of torch's operations.
/// B batch, T queries, S keys, H = K G query heads, K key heads, E head size, t and s of one tile. Sums are float32.
/// </summary>
internal static class TiledAttention
{
    private const long TileQueries = 256;
    private const long TileKeys = 512;

    /// <summary>Reads the values.</summary>
    /// <param name="q">[B, T, H, E].</param>
    /// <param name="seen">Keys and values, [B, S, K, E].</param>
    /// <param name="call">The scale, and what each query may look at.</param>
    /// <returns>[B, T, H E] in the type of q, and log sum exp of the scores, [B, H, T].</returns>
    public static (Tensor Output, Tensor LogSums) Forward(Tensor q, SeenKeys seen, AttentionCall call)
    {
        using var scope = NewDisposeScope();
        var (b, t, h, e) = (q.shape[0], q.shape[1], q.shape[2], q.shape[3]);
        var (k, v) = (seen.Keys, seen.Values);
        var outputs = empty([b, t, h, e], q.dtype, q.device);
        var logSums = empty([b, h, t], ScalarType.Float32, q.device);

        for (var from = 0L; from < t; from += TileQueries)
        {
            using var tile = NewDisposeScope();
            var queries = new AttentionTile(from, Math.Min(TileQueries, t - from), k.shape[2], call);
            var rows = queries.Rows(q) * call.Scale;                                        // [B, K, G t, E]
            var sum = zeros_like(rows);
            var (mass, top) = Start(call.Sinks, b, k.shape[2], rows.shape[2], q.device);    // [B, K, G t, 1]
            foreach (var keys in queries.KeyTiles(seen, TileKeys))
            {
                using var step = NewDisposeScope();
                var scores = queries.Scores(rows.matmul(keys.Columns(k)), rows, keys, seen);    // [B, K, G t, s]
                var newTop = maximum(top, scores.amax([-1], keepdim: true)).clamp_min(float.MinValue);
                var (weights, fade) = ((scores - newTop).exp(), (top - newTop).exp());
                mass.mul_(fade).add_(weights.sum(-1, keepdim: true));
                var used = call.Dropout is { } mask ? weights * queries.Kept(mask, weights, keys) : weights;
                sum.mul_(fade).add_(used.matmul(keys.Rows(v)));                             // [B, K, G t, E]
                if (call.Relative?.Read(used, queries.Distances(keys, seen).clamp_min(0)) is { } read)
                    sum.add_(read);
                top.copy_(newTop);
            }
            queries.Put(outputs, sum / mass);
            logSums.narrow(2, from, queries.Count).copy_((top + mass.log()).view(b, h, queries.Count));
        }
        return (outputs.view(b, t, h * e).MoveToOuterDisposeScope(), logSums.MoveToOuterDisposeScope());
    }

    /// <summary>The gradients of q, k and v side by side, [B, T, H + 2K, E], in the type of q, and those of the tables of relative positions.</summary>
    public static (Tensor Packed, IReadOnlyList<Tensor> Tables) Backward(Tensor q, Tensor k, Tensor v, Tensor output, Tensor logSums, Tensor gradient, AttentionCall call)
    {
        using var scope = NewDisposeScope();
        var (b, t, h, e) = (q.shape[0], q.shape[1], q.shape[2], q.shape[3]);
        var kv = k.shape[2];
        var seen = new SeenKeys(k, v);
        var packed = empty([b, t, h + 2 * kv, e], q.dtype, q.device);
        var (dk, dv) = (zeros([b, kv, t, e], ScalarType.Float32, q.device), zeros([b, kv, t, e], ScalarType.Float32, q.device));
        var tables = (call.Relative?.Tables ?? []).Select(table => zeros_like(table, ScalarType.Float32)).ToList();
        var (heads, grads) = (output.view(b, t, h, e), gradient.view(b, t, h, e));

        for (var from = 0L; from < t; from += TileQueries)
        {
            using var tile = NewDisposeScope();
            var queries = new AttentionTile(from, Math.Min(TileQueries, t - from), kv, call);
            var (rows, dy) = (queries.Rows(q) * call.Scale, queries.Rows(grads));           // [B, K, G t, E]
            var inner = (dy * queries.Rows(heads)).sum(-1, keepdim: true);                  // [B, K, G t, 1]
            var logSum = logSums.narrow(2, from, queries.Count).reshape(b, kv, -1, 1);
            var dq = zeros_like(rows);
            foreach (var keys in queries.KeyTiles(seen, TileKeys))
            {
                using var step = NewDisposeScope();
                var scores = queries.Scores(rows.matmul(keys.Columns(k)), rows, keys, seen);
                var weights = (scores - logSum).exp();                                      // [B, K, G t, s]
                var dWeights = dy.matmul(keys.Columns(v));
                var distances = call.Relative is null ? null : queries.Distances(keys, seen).clamp_min(0);
                if (call.Relative?.WeightGradient(dy, distances!) is { } more)
                    dWeights.add_(more);
                var used = weights;
                if (call.Dropout is { } mask)
                {
                    var kept = queries.Kept(mask, weights, keys);
                    (used, dWeights) = (weights * kept, dWeights * kept);
                }
                var dScores = weights * (dWeights - inner);
                if (call.Scoring.Softcap is { } cap)
                    dScores = dScores * (1 - (scores.clamp_min(-cap) / cap).square());      // hidden ones have no weight
                dq.add_(dScores.matmul(keys.Rows(k)));
                dk.narrow(2, keys.From, keys.Count).add_(dScores.transpose(-1, -2).matmul(rows));
                dv.narrow(2, keys.From, keys.Count).add_(used.transpose(-1, -2).matmul(dy));
                call.Relative?.Accumulate(tables, dq, rows, used, dScores, dy, distances!);
            }
            queries.Put(packed.narrow(2, 0, h), dq * call.Scale);
        }
        packed.narrow(2, h, kv).copy_(dk.transpose(1, 2));
        packed.narrow(2, h + kv, kv).copy_(dv.transpose(1, 2));
        var typed = tables.Zip(call.Relative?.Tables ?? [], (sum, table) => sum.to(table.dtype).MoveToOuterDisposeScope()).ToList();
        return (packed.MoveToOuterDisposeScope(), typed);
    }

    /// <summary>The running sum and its largest score before any key: the learnt score of nothing where there is one.</summary>
    private static (Tensor Mass, Tensor Top) Start(Tensor? sinks, long b, long kv, long rows, Device device)
    {
        var shape = new[] { b, kv, rows, 1 };
        if (sinks is null)
            return (zeros(shape, ScalarType.Float32, device), full(shape, float.NegativeInfinity, ScalarType.Float32, device));
        var group = sinks.shape[0] / kv;
        return (ones(shape, ScalarType.Float32, device),
            sinks.to(ScalarType.Float32).view(1, kv, group, 1).expand(b, kv, group, rows / group).reshape(shape).clone());
    }
}
