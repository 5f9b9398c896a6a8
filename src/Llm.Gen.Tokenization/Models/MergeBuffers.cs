namespace Llm.Gen.Tokenization;

/// <summary>The arrays in which one word is merged, kept from word to word.</summary>
internal sealed class MergeBuffers
{
    public int[] Symbols = new int[64];
    public int[] Lengths = new int[64];
    public int[] Ranks = new int[64];
    public int[] Merged = new int[64];
    public int[] Next = [];
    public int[] Previous = [];
    public byte[] Bytes = new byte[256];
    public readonly PriorityQueue<int, long> Queue = new();

    public int Capacity => Symbols.Length;

    /// <summary>Room for the symbols of a word.</summary>
    public void Reserve(int count)
    {
        if (Symbols.Length >= count)
            return;
        var capacity = Math.Max(count, Symbols.Length * 2);
        Array.Resize(ref Symbols, capacity);
        Lengths = new int[capacity];
        Ranks = new int[capacity];
        Merged = new int[capacity];
    }

    /// <summary>Room for the links that long words need.</summary>
    public void ReserveLinks(int count)
    {
        if (Next.Length >= count)
            return;
        Next = new int[Symbols.Length];
        Previous = new int[Symbols.Length];
    }

    /// <summary>Room for a word in UTF-8.</summary>
    public Span<byte> ReserveBytes(int count)
    {
        if (Bytes.Length < count)
            Bytes = new byte[Math.Max(count, Bytes.Length * 2)];
        return Bytes;
    }
}
