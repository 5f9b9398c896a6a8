using System.Runtime.CompilerServices;

namespace Llm.Gen.Tokenization;

/// <summary>The merges: a pair of ids to its rank and the id of the merged token, in one open-addressing table.</summary>
internal sealed class MergeTable
{
    /// <summary>The rank of a pair that does not merge.</summary>
    public const int None = int.MaxValue;

    private readonly Entry[] _entries;
    private readonly int _shift;

    public MergeTable(int count)
    {
        var bits = 4;
        while (1L << bits < (long)count * 2)
            bits++;
        _entries = new Entry[1 << bits];
        _shift = 64 - bits;
    }

    /// <summary>Sets a merge; of two merges of one pair the later counts, as in the reference.</summary>
    public void Set(int left, int right, int rank, int merged)
    {
        var key = Key(left, right);
        var at = Start(key);
        while (_entries[at].Key != 0 && _entries[at].Key != key)
            at = (at + 1) & (_entries.Length - 1);
        _entries[at] = new Entry { Key = key, Rank = rank, Merged = merged };
    }

    /// <summary>The rank of the pair, <see cref="None"/> if it does not merge.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Rank(int left, int right, out int merged)
    {
        var key = Key(left, right);
        var entries = _entries;
        for (var at = Start(key); ; at = (at + 1) & (entries.Length - 1))
        {
            ref var entry = ref entries[at];
            if (entry.Key == key)
            {
                merged = entry.Merged;
                return entry.Rank;
            }

            if (entry.Key == 0)
            {
                merged = -1;
                return None;
            }
        }
    }

    // Never 0, which marks a free place.
    private static ulong Key(int left, int right) => ((ulong)(uint)left << 32 | (uint)right) + 1;

    private int Start(ulong key) => (int)(key * 0x9E3779B97F4A7C15 >> _shift);

    private struct Entry
    {
        public ulong Key;
        public int Rank;
        public int Merged;
    }
}
