using static TorchSharp.torch;

namespace Llm.Gen.Runtime.Tests.Attention;

/// <summary>Attention as papers write it: every score in one matrix, no tiles, no cache, torch's own gradients. What the runtime's has to equal.</summary>
internal static class NaiveAttention
{
    /// <summary>[B, T, (H + 2K) E] to [B, T, H E].</summary>
    public static Tensor Run(Tensor packed, HeadLayout layout, Scoring scoring, int[]? padding = null, Tensor? sinks = null, Tensor? t5 = null, Tensor? shawKeys = null, Tensor? shawValues = null, Tensor? kept = null)
    {
        var (h, k, e) = (layout.Heads, layout.KeyValueHeads, layout.HeadSize);
        var (b, t) = (packed.shape[0], packed.shape[1]);
        var heads = packed.to(ScalarType.Float32).view(b, t, h + 2 * k, e).transpose(1, 2);                         // [B, H + 2K, T, E]
        var queries = heads.narrow(1, 0, h);
        var keys = heads.narrow(1, h, k).repeat_interleave(h / k, 1);
        var values = heads.narrow(1, h + k, k).repeat_interleave(h / k, 1);

        var distances = arange(t).view(t, 1) - arange(t).view(1, t);                                                // [T, S]
        var scores = queries.matmul(keys.transpose(-1, -2)) * (scoring.Scale ?? 1 / Math.Sqrt(e));                  // [B, H, T, S]
        if (scoring.Slopes is { } slopes)
            scores -= tensor(slopes.ToArray()).view(1, h, 1, 1) * distances;
        if (t5 is not null)
            scores += t5.index_select(0, tensor([.. Distances(t).Select(distance => (long)T5Bucket(distance, (int)t5.shape[0], 12))])).view(t, t, h).permute(2, 0, 1);
        if (shawKeys is not null)
            scores += einsum("bhqd,qkd->bhqk", queries, OfDistances(shawKeys, t)) / Math.Sqrt(e);
        if (scoring.Softcap is { } cap)
            scores = (scores / cap).tanh() * cap;
        scores = scores.masked_fill(Hidden(distances, b, t, scoring, padding ?? new int[b]), float.NegativeInfinity);
        if (sinks is not null)
            scores = cat([scores, sinks.view(1, h, 1, 1).expand(b, h, t, 1)], -1);
        var weights = scores.softmax(-1).narrow(-1, 0, t);
        if (kept is not null)
            weights = weights * kept;
        var read = weights.matmul(values);
        if (shawValues is not null)
            read += einsum("bhqk,qkd->bhqd", weights, OfDistances(shawValues, t));
        return read.transpose(1, 2).reshape(b, t, h * e);
    }

    private static Tensor Hidden(Tensor distances, long b, long t, Scoring scoring, int[] padding)
    {
        var firsts = minimum(tensor(Array.ConvertAll(padding, p => (long)p)).view(b, 1, 1), arange(t).view(1, t, 1));    // padding sees itself
        var places = arange(t).view(1, 1, t);
        var hidden = distances.lt(0).unsqueeze(0).logical_or(places < firsts);
        if (scoring.Window is { } window)
            hidden = hidden.logical_or(distances.ge(window).unsqueeze(0).logical_and(places >= firsts + scoring.SinkTokens));
        return hidden.unsqueeze(1);                                                                                 // [B, 1, T, S]
    }

    /// <summary>A row for each query and key, [T, T, E].</summary>
    private static Tensor OfDistances(Tensor table, long t) =>
        table.index_select(0, tensor([.. Distances(t).Select(distance => Math.Min(distance, table.shape[0] - 1))])).view(t, t, -1);

    /// <summary>From each key to each query, none below 0.</summary>
    private static IEnumerable<long> Distances(long t)
    {
        for (var query = 0L; query < t; query++)
        {
            for (var key = 0L; key < t; key++)
                yield return Math.Max(0, query - key);
        }
    }

    private static int T5Bucket(long distance, int buckets, int largest)
    {
        var exact = buckets / 2;
        return distance < exact ? (int)distance : Math.Min(buckets - 1, exact + (int)(Math.Log((double)distance / exact) / Math.Log((double)largest / exact) * (buckets - exact)));
    }
}
