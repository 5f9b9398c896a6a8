using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>Some consecutive queries of every row, or some keys. B batch, t tokens of the tile, K key heads, H = K G query heads, E head size.</summary>
internal sealed record AttentionTile(long From, long Count, long KeyValueHeads, AttentionCall Call)
{
    /// <summary>The tile's heads of [B, T, H or K, E], grouped by key head, float32: [B, K, G t, E].</summary>
    public Tensor Rows(Tensor heads)
    {
        var (b, e) = (heads.shape[0], heads.shape[3]);
        return heads.narrow(1, From, Count).to(ScalarType.Float32).reshape(b, Count, KeyValueHeads, -1, e)
            .permute(0, 2, 3, 1, 4).reshape(b, KeyValueHeads, -1, e);
    }

    /// <summary>The same transposed, [B, K, E, G t].</summary>
    public Tensor Columns(Tensor heads) => Rows(heads).transpose(-1, -2);

    /// <summary>Writes rows [B, K, G t, E] back to the tile's heads of [B, T, H, E].</summary>
    public void Put(Tensor heads, Tensor rows)
    {
        var (b, e) = (heads.shape[0], heads.shape[3]);
        var ordered = rows.view(b, KeyValueHeads, -1, Count, e).permute(0, 3, 1, 2, 4).reshape(b, Count, -1, e);    // [B, t, H, E]
        heads.narrow(1, From, Count).copy_(ordered);
    }

    /// <summary>The first query's token.</summary>
    private long FirstQuery => Call.Pass.Offset + From;

    /// <summary>The tiles of keys that some query of this tile may look at.</summary>
    public IEnumerable<AttentionTile> KeyTiles(SeenKeys seen, long size)
    {
        var end = Math.Min(seen.Count, FirstQuery + Count - seen.Token(seen.Kept) + seen.Kept);
        var first = Call.Scoring.Window is { } window && seen.Kept == 0 && Call.Scoring.SinkTokens == 0 ? FirstQuery - window + 1 - seen.First : 0;
        if (Call.Pass.Documents is not null)
            first = Math.Max(first, FirstOfDocuments());
        for (var from = Math.Max(0, first); from < end; from += size)
            yield return this with { From = from, Count = Math.Min(size, end - from) };
    }

    /// <summary>Where the earliest document of this tile's queries begins, over all rows: no query here looks further back.</summary>
    private long FirstOfDocuments()
    {
        var (firsts, count) = (Call.Pass.FirstKeys!, Call.Pass.Count);
        var least = int.MaxValue;
        for (var row = 0; row < firsts.Length; row += count)
            least = Math.Min(least, firsts[row + (int)From]);                               // they never fall along a row
        return least;
    }

    /// <summary>Products [B, K, G t, s] of this tile's scaled queries and keys made scores: changed by distance, capped, and minus infinity where a query may not look.</summary>
    public Tensor Scores(Tensor products, Tensor queries, AttentionTile keys, SeenKeys seen)
    {
        if (Call.Relative is { } relative)
            products = (Grouped(products, keys) + relative.Scores(queries, Distances(keys, seen).clamp_min(0))).view(products.shape);
        if (Call.Scoring.Slopes is { } slopes)
            products = (Grouped(products, keys) - tensor([.. slopes], device: products.device).view(1, KeyValueHeads, -1, 1, 1) * Distances(keys, seen)).view(products.shape);
        if (Call.Scoring.Softcap is { } cap)
            products = tanh(products / cap) * cap;
        return Hidden(keys, seen) is { } hidden ? Grouped(products, keys).masked_fill(hidden, float.NegativeInfinity).view(products.shape) : products;
    }

    /// <summary>Tokens from each key to each query, int64 [t, s].</summary>
    public Tensor Distances(AttentionTile keys, SeenKeys seen) =>
        arange(FirstQuery, FirstQuery + Count, ScalarType.Int64, DeviceOf(seen)).view(Count, 1) - seen.Tokens(keys.From, keys.Count, DeviceOf(seen)).view(1, keys.Count);

    /// <summary>Where queries may not look, [B or 1, 1, 1, t, s]; null where all may look everywhere.</summary>
    private Tensor? Hidden(AttentionTile keys, SeenKeys seen)
    {
        var ends = seen.Token(keys.From + keys.Count - 1) <= FirstQuery;
        var begins = Call.Scoring.Window is not { } n || seen.Token(keys.From) > FirstQuery + Count - 1 - n;
        if (ends && begins && Call.Pass.FirstKeys is null)
            return null;

        var distances = Distances(keys, seen).unsqueeze(0);                                 // [1, t, s]
        var hidden = distances < 0;
        if (Call.Scoring.Window is null && Call.Pass.FirstKeys is null)
            return hidden.view(1, 1, 1, Count, keys.Count);

        var places = seen.Tokens(keys.From, keys.Count, DeviceOf(seen));                    // [s]
        var firsts = Call.Pass.FirstKeys is { } first
            ? tensor(first, ScalarType.Int64, places.device).view(-1, Call.Pass.Count).narrow(1, From, Count).unsqueeze(-1)
            : zeros([1, 1, 1], ScalarType.Int64, places.device);                            // [B or 1, t or 1, 1]
        hidden = hidden.logical_or(places < firsts);
        if (Call.Scoring.Window is { } reach)
            hidden = hidden.logical_or(distances.ge(reach).logical_and(places >= firsts + Call.Scoring.SinkTokens));
        return hidden.view(-1, 1, 1, Count, keys.Count);
    }

    /// <summary>[B, K, G t, s] as [B, K, G, t, s].</summary>
    private Tensor Grouped(Tensor scores, AttentionTile keys) => scores.view(scores.shape[0], KeyValueHeads, -1, Count, keys.Count);

    private static Device DeviceOf(SeenKeys seen) => seen.Keys.device;

    /// <summary>What weights [B, K, G t, s] are multiplied by: 0 where they are dropped. A weight's place among all counts, so that every tile drops the same.</summary>
    public Tensor Kept(DropoutMask mask, Tensor weights, AttentionTile keys)
    {
        var (rows, tokens) = (weights.shape[0] * weights.shape[1] * weights.shape[2], (ulong)Call.Pass.Count);
        var factors = new float[rows * keys.Count];
        for (var row = 0L; row < rows; row++)
        {
            var first = ((ulong)(row / Count) * tokens + (ulong)(From + row % Count)) * tokens + (ulong)keys.From;
            for (var key = 0L; key < keys.Count; key++)
                factors[row * keys.Count + key] = mask.Keeps(first + (ulong)key) ? mask.Scale : 0;
        }
        return tensor(factors, device: weights.device).view(weights.shape);
    }
}
