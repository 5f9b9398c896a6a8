namespace Llm.Gen.Tokenization;

/// <summary>What one call of an encoder writes to: the ids, the cache of words, and the buffers of the merge loop. One thread at a time.</summary>
internal sealed class EncodeState
{
    // A state that has grown beyond this (one enormous text) is not kept for the next call.
    private const int LargestKept = 1 << 22;

    private int[] _ids = new int[256];

    public int Count { get; private set; }

    public WordCache Cache { get; } = new();

    public MergeBuffers Merging { get; } = new();

    public ReadOnlySpan<int> Ids => _ids.AsSpan(0, Count);

    public bool IsWorthKeeping => _ids.Length <= LargestKept && Merging.Capacity <= LargestKept;

    /// <summary>Where someone asks for tokens: the text that each added token was found as, by its place among the ids.</summary>
    public Dictionary<int, string>? FoundTexts { get; set; }

    public void Clear() => Count = 0;

    public void AppendAdded(int id, ReadOnlySpan<char> found)
    {
        FoundTexts?.Add(Count, found.ToString());
        Append(id);
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
