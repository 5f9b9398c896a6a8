namespace Llm.Gen.Tokenization;

/// <summary>Counts of pairs of ids, each pair numbered in the order of its first appearance.</summary>
internal sealed class PairTable
{
    private ulong[] _pairs = new ulong[1 << 12];
    private int[] _places = new int[1 << 13]; // number + 1; 0 is free
    private long[] _counts = new long[1 << 12];
    private int _shift = 64 - 13;

    public int Count { get; private set; }

    /// <summary>A pair as one number, ordered by the left id, then the right one.</summary>
    public static ulong Pair(int left, int right) => (ulong)(uint)left << 32 | (uint)right;

    /// <summary>The pair of a number.</summary>
    public ulong PairOf(int number) => _pairs[number];

    /// <summary>The count of a pair, by its number.</summary>
    public ref long CountOf(int number) => ref _counts[number];

    /// <summary>The number of a pair, new ones included.</summary>
    public int NumberOf(ulong pair)
    {
        var mask = _places.Length - 1;
        for (var at = Start(pair); ; at = (at + 1) & mask)
        {
            var number = _places[at] - 1;
            if (number < 0)
                return Add(pair, at);
            if (_pairs[number] == pair)
                return number;
        }
    }

    private int Add(ulong pair, int at)
    {
        if (Count == _pairs.Length)
        {
            Grow();
            return NumberOf(pair);
        }

        _pairs[Count] = pair;
        _places[at] = ++Count;
        return Count - 1;
    }

    private void Grow()
    {
        Array.Resize(ref _pairs, Count * 2);
        Array.Resize(ref _counts, Count * 2);
        _places = new int[Count * 4];
        _shift--;
        var mask = _places.Length - 1;
        for (var number = 0; number < Count; number++)
        {
            var at = Start(_pairs[number]);
            while (_places[at] != 0)
                at = (at + 1) & mask;
            _places[at] = number + 1;
        }
    }

    private int Start(ulong pair) => (int)(pair * 0x9E3779B97F4A7C15 >> _shift);
}
