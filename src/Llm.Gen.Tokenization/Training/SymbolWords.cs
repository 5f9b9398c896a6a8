namespace Llm.Gen.Tokenization;

/// <summary>The words of a training text as ids, in one array; merging makes them shorter in place.</summary>
internal sealed class SymbolWords
{
    private readonly List<int> _starts = [];
    private readonly List<int> _lengths = [];
    private readonly List<long> _counts = [];
    private int[] _symbols = new int[1024];
    private int _used;

    public int Count => _starts.Count;

    /// <summary>Adds a word that comes <paramref name="count"/> times.</summary>
    public void Add(ReadOnlySpan<int> symbols, long count)
    {
        if (_symbols.Length - _used < symbols.Length)
            Array.Resize(ref _symbols, Math.Max(_symbols.Length * 2, _used + symbols.Length));
        symbols.CopyTo(_symbols.AsSpan(_used));
        _starts.Add(_used);
        _lengths.Add(symbols.Length);
        _counts.Add(count);
        _used += symbols.Length;
    }

    /// <summary>How often a word comes.</summary>
    public long CountOf(int word) => _counts[word];

    /// <summary>The ids of a word.</summary>
    public Span<int> this[int word] => _symbols.AsSpan(_starts[word], _lengths[word]);

    /// <summary>Keeps only the first ids of a word.</summary>
    public void Shorten(int word, int length) => _lengths[word] = length;
}
