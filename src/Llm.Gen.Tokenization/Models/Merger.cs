namespace Llm.Gen.Tokenization;

/// <summary>Merges the symbols of one word: always the pair of lowest rank, the leftmost of equals, until none is left.</summary>
internal static class Merger
{
    // Up to here a scan over all ranks beats a queue.
    private const int LongestScanned = 96;

    /// <summary>Whether the lengths of the symbols are added up too; a type, so that the loop without them is compiled by itself.</summary>
    public interface ILengths
    {
        static abstract bool AreAsked { get; }
    }

    /// <summary>Merges the first <paramref name="count"/> symbols in place and returns how many are left.</summary>
    public static int Merge<TLengths>(MergeTable merges, MergeBuffers buffers, int count)
        where TLengths : struct, ILengths =>
        count < 2 ? count : count <= LongestScanned ? Scan<TLengths>(merges, buffers, count) : Queue<TLengths>(merges, buffers, count);

    private static int Scan<TLengths>(MergeTable merges, MergeBuffers buffers, int count)
        where TLengths : struct, ILengths
    {
        var symbols = buffers.Symbols.AsSpan(0, count);
        var ranks = buffers.Ranks.AsSpan(0, count);
        var merged = buffers.Merged.AsSpan(0, count);
        for (var i = 0; i + 1 < count; i++)
            ranks[i] = merges.Rank(symbols[i], symbols[i + 1], out merged[i]);

        while (count > 1)
        {
            var best = 0;
            var rank = ranks[0];
            for (var i = 1; i < count - 1; i++)
            {
                if (ranks[i] < rank)
                    (best, rank) = (i, ranks[i]);
            }

            if (rank == MergeTable.None)
                break;
            symbols[best] = merged[best];
            count--;
            if (TLengths.AreAsked)
                Join(buffers.Lengths, best, count);
            symbols.Slice(best + 2, count - best - 1).CopyTo(symbols[(best + 1)..]);
            if (best + 1 < count)
            {
                ranks.Slice(best + 2, count - best - 2).CopyTo(ranks[(best + 1)..]);
                merged.Slice(best + 2, count - best - 2).CopyTo(merged[(best + 1)..]);
                ranks[best] = merges.Rank(symbols[best], symbols[best + 1], out merged[best]);
            }

            if (best > 0)
                ranks[best - 1] = merges.Rank(symbols[best - 1], symbols[best], out merged[best - 1]);
        }

        return count;
    }

    private static int Queue<TLengths>(MergeTable merges, MergeBuffers buffers, int count)
        where TLengths : struct, ILengths
    {
        buffers.ReserveLinks(count);
        var (symbols, ranks, merged, next, previous, queue) =
            (buffers.Symbols, buffers.Ranks, buffers.Merged, buffers.Next, buffers.Previous, buffers.Queue);
        queue.Clear();
        for (var i = 0; i < count; i++)
        {
            (next[i], previous[i]) = (i + 1, i - 1);
            ranks[i] = MergeTable.None;
            if (i + 1 < count)
                Update(i, i + 1);
        }

        while (queue.TryDequeue(out var left, out var priority))
        {
            if (ranks[left] != (int)(priority >> 32))
                continue;
            var right = next[left];
            symbols[left] = merged[left];
            if (TLengths.AreAsked)
                buffers.Lengths[left] += buffers.Lengths[right];
            ranks[right] = ranks[left] = MergeTable.None;
            var after = next[left] = next[right];
            if (after < count)
            {
                previous[after] = left;
                Update(left, after);
            }

            if (previous[left] is var before and >= 0)
                Update(before, left);
        }

        var kept = 0;
        for (var i = 0; i < count; i = next[i])
        {
            if (TLengths.AreAsked)
                buffers.Lengths[kept] = buffers.Lengths[i];
            symbols[kept++] = symbols[i];
        }

        return kept;

        void Update(int left, int right)
        {
            ranks[left] = merges.Rank(symbols[left], symbols[right], out merged[left]);
            if (ranks[left] != MergeTable.None)
                queue.Enqueue(left, (long)ranks[left] << 32 | (uint)left);
        }
    }

    private static void Join(int[] lengths, int at, int count)
    {
        lengths[at] += lengths[at + 1];
        lengths.AsSpan(at + 2, count - at - 1).CopyTo(lengths.AsSpan(at + 1));
    }

    /// <summary>Ids alone.</summary>
    public readonly struct Plain : ILengths
    {
        public static bool AreAsked => false;
    }

    /// <summary>Ids and lengths.</summary>
    public readonly struct WithLengths : ILengths
    {
        public static bool AreAsked => true;
    }
}
