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

    /// <summary>The tiles of keys that some query of this tile may look at.</summary>
    public IEnumerable<AttentionTile> KeyTiles(long keys, long size)
    {
        var end = Math.Min(keys, Call.Pass.Offset + From + Count);
        for (var from = 0L; from < end; from += size)
            yield return this with { From = from, Count = Math.Min(size, end - from) };
    }

    /// <summary>Scores [B, K, G t, s] of this tile's queries, with minus infinity where a query may not look.</summary>
    public Tensor Masked(Tensor scores, AttentionTile keys)
    {
        var firstQuery = Call.Pass.Offset + From;
        if (keys.From + keys.Count - 1 <= firstQuery && Call.Pass.FirstKeys is null)
            return scores;

        var (b, t, s) = (scores.shape[0], Count, keys.Count);
        var places = arange(keys.From, keys.From + s, ScalarType.Int64, scores.device).view(1, 1, s);
        var hidden = places > arange(firstQuery, firstQuery + t, ScalarType.Int64, scores.device).view(1, t, 1);    // [1, t, s]
        if (Call.Pass.FirstKeys is { } first)
        {
            var firsts = tensor(first, ScalarType.Int64, scores.device).view(b, -1).narrow(1, From, t);
            hidden = hidden.logical_or(places < firsts.unsqueeze(-1));                      // [B, t, s]
        }
        return scores.view(b, KeyValueHeads, -1, t, s).masked_fill(hidden.view(-1, 1, 1, t, s), float.NegativeInfinity).view(scores.shape);
    }
}
