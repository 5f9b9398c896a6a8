namespace Llm.Gen.Tokenization;

/// <summary>What one call of an encoder writes to: the ids, the cache of words, and the buffers of the merge loop. One thread at a time.</summary>
internal sealed class EncodeState
{
    // A state that has grown beyond this (one enormous text) is not kept for the next call.
    private const int LargestKept = 1 << 22;

    private int[] _ids = new int[256];
    private int _position; // in the word at hand, in UTF-8 bytes

    public int Count { get; private set; }

    public WordCache Cache { get; } = new();

    public MergeBuffers Merging { get; } = new();

    public Lattice Lattice { get; } = new();

    public ReadOnlySpan<int> Ids => _ids.AsSpan(0, Count);

    public bool IsWorthKeeping => _ids.Length <= LargestKept && Merging.Capacity <= LargestKept && Lattice.Capacity <= LargestKept;

    /// <summary>Where the text that the steps are working on comes from.</summary>
    public Layer Layer { get; set; }

    /// <summary>Where someone asks for tokens and offsets: what is known of each id beside it.</summary>
    public TokenTrace? Trace { get; set; }

    /// <summary>What each token of the word at hand stands for, in UTF-8 bytes of the word; filled only where someone asks for offsets.</summary>
    public List<(int Start, int End)> Spans { get; } = [];

    /// <summary>Whether the part being worked on begins the whole text.</summary>
    public bool IsFirstPart { get; set; }

    public void Clear()
    {
        Count = 0;
        Layer = default;
        Trace = null;
    }

    /// <summary>Forgets the ids behind the first <paramref name="count"/>, all of them of the word at hand.</summary>
    public void Truncate(int count)
    {
        Count = count;
        StartWord();
    }

    /// <summary>An added token that was found at <paramref name="start"/> of the current layer.</summary>
    public void AppendAdded(int id, ReadOnlySpan<char> found, int start)
    {
        Trace?.Add(Layer.Of(start, start + found.Length), found.ToString());
        Append(id);
    }

    /// <summary>An id that stands for the next so many bytes of a word in UTF-8.</summary>
    public void Append(int id, int length)
    {
        AppendOver(id, length);
        Skip(length);
    }

    /// <summary>An id that stands for the next so many bytes, as others may.</summary>
    public void AppendOver(int id, int length)
    {
        if (Trace is not null)
            Spans.Add((_position, _position + length));
        Append(id);
    }

    /// <summary>The next id stands for what comes behind so many bytes.</summary>
    public void Skip(int length) => _position += length;

    /// <summary>Begins a word.</summary>
    public void StartWord()
    {
        Spans.Clear();
        _position = 0;
    }

    public void Append(int id)
    {
        if (Count == _ids.Length)
            Array.Resize(ref _ids, Count * 2);
        _ids[Count++] = id;
    }

    public void Append(ReadOnlySpan<int> ids)
    {
        if (ids.Length == 1)
        {
            Append(ids[0]);
            return;
        }

        if (_ids.Length - Count < ids.Length)
            Array.Resize(ref _ids, Math.Max(_ids.Length * 2, Count + ids.Length));
        ids.CopyTo(_ids.AsSpan(Count));
        Count += ids.Length;
    }
}
