using System.Buffers;

namespace Llm.Gen.Tokenization;

/// <summary>Where a pattern was found: start and end of each match, in pooled memory.</summary>
internal ref struct MatchList
{
    private int[] _bounds = ArrayPool<int>.Shared.Rent(64);

    public MatchList()
    {
    }

    public int Count { get; private set; }

    public readonly (int Start, int End) this[int index] => (_bounds[2 * index], _bounds[2 * index + 1]);

    public void Add(int start, int end)
    {
        if (_bounds.Length < 2 * Count + 2)
        {
            var larger = ArrayPool<int>.Shared.Rent(_bounds.Length * 2);
            _bounds.CopyTo(larger, 0);
            ArrayPool<int>.Shared.Return(_bounds);
            _bounds = larger;
        }

        _bounds[2 * Count] = start;
        _bounds[2 * Count + 1] = end;
        Count++;
    }

    public void Dispose() => ArrayPool<int>.Shared.Return(_bounds);
}
