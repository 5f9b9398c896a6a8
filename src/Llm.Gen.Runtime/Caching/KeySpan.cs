using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>Keys and values of consecutive tokens in memory, [B, slots, K, E]: some tokens before, then a ring.</summary>
/// <param name="keys">The keys.</param>
/// <param name="values">The values, or none where they are part of the keys.</param>
/// <param name="kept">How many tokens from the first on stand before the ring.</param>
/// <param name="origin">The token that has the ring's first slot; later ones follow, and go round.</param>
/// <param name="ring">Slots of the ring.</param>
internal sealed class KeySpan(Tensor keys, Tensor? values, int kept, int origin, int ring)
{
    /// <summary>[B, slots, K, E].</summary>
    public Tensor Keys => keys;

    /// <summary>[B, slots, K, E].</summary>
    public Tensor Values => values ?? keys;

    /// <summary>Slots before the ring.</summary>
    public int Kept => kept;

    /// <summary>The token that has the ring's first slot.</summary>
    public int Origin => origin;

    /// <summary>Slots of the ring.</summary>
    public int Ring => ring;

    /// <summary>What is left to do when the new tokens were written and read.</summary>
    public Action? Closing { private get; set; }

    /// <summary>Where a token is.</summary>
    public int Slot(int token)
    {
        if (token < kept)
            return token;
        var place = token - origin;
        return kept + (place >= ring ? place - ring : place);
    }

    /// <summary>Writes tokens from one on: keys and values [B, T, K, E].</summary>
    public void Write(int first, Tensor newKeys, Tensor? newValues)
    {
        foreach (var (token, count) in Pieces(first, first + (int)newKeys.shape[1]))
        {
            Copy(newKeys, token - first, keys, Slot(token), count);
            if (newValues is not null)
                Copy(newValues, token - first, values!, Slot(token), count);
        }
    }

    /// <summary>Tokens [from, to) in their order, and before them those that stand before the ring.</summary>
    public SeenKeys Read(int from, int to)
    {
        from = Math.Max(from, kept);
        return new SeenKeys(Ordered(keys, from, to), values is null ? null : Ordered(values, from, to), from, kept);
    }

    /// <summary>Copies tokens to other memory that has slots for them.</summary>
    public void CopyTo(KeySpan other, int from, int to)
    {
        foreach (var (token, count) in Pieces(from, to))
            other.Write(token, keys.narrow(1, Slot(token), count), values?.narrow(1, Slot(token), count));
    }

    /// <summary>Does what is left to do.</summary>
    public void Close() => Closing?.Invoke();

    /// <summary>Tokens that stand side by side.</summary>
    private IEnumerable<(int Token, int Count)> Pieces(int from, int to)
    {
        while (from < to)
        {
            var end = from < kept ? kept : from - origin >= ring ? to : (int)Math.Min(to, (long)origin + ring);
            var count = Math.Min(to, end) - from;
            yield return (from, count);
            from += count;
        }
    }

    private Tensor Ordered(Tensor memory, int from, int to)
    {
        var parts = Pieces(0, kept).Concat(Pieces(from, to)).Select(piece => memory.narrow(1, Slot(piece.Token), piece.Count)).ToArray();
        return parts.Length == 1 ? parts[0] : cat(parts, 1);
    }

    private static void Copy(Tensor source, int from, Tensor destination, int to, int count)
    {
        using var rows = source.narrow(1, from, count);
        using var slots = destination.narrow(1, to, count);
        slots.copy_(rows);
    }
}
