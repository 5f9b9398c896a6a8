using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Llm.Gen.Tokenization;

/// <summary>
/// Words met before and their ids, in flat arrays: no object for a word, and emptied as a whole when full, so that memory is bounded.
/// Belongs to one thread at a time.
/// </summary>
internal sealed class WordCache
{
    /// <summary>Longer words are not kept.</summary>
    public const int LongestWord = 48;

    private const int FirstCapacity = 1 << 10;
    private const int LargestCapacity = 1 << 17;

    // Differs from process to process, so that no text can be made whose words all fall on one place.
    private static readonly ulong Seed = (ulong)Random.Shared.NextInt64() | 1;

    private Entry[] _entries = new Entry[FirstCapacity];
    private char[] _text = new char[FirstCapacity * 8];
    private int[] _ids = new int[FirstCapacity * 2];
    private int _count;
    private int _textLength;
    private int _idsLength;

    public static uint Hash(ReadOnlySpan<char> word)
    {
        ref var bytes = ref Unsafe.As<char, byte>(ref MemoryMarshal.GetReference(word));
        var length = word.Length * sizeof(char);
        var hash = Seed ^ (ulong)length * 0x9E3779B97F4A7C15;
        if (length >= 8)
        {
            for (var at = 0; at < length - 8; at += 8)
                hash = Mix(hash ^ Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref bytes, at)));
            hash = Mix(hash ^ Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref bytes, length - 8)));
        }
        else if (length >= 4)
        {
            var low = Unsafe.ReadUnaligned<uint>(ref bytes);
            var high = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref bytes, length - 4));
            hash = Mix(hash ^ (low | (ulong)high << 32));
        }
        else if (length > 0)
        {
            hash = Mix(hash ^ word[0]);
        }

        return (uint)(hash >> 32) | 1; // 0 marks a free place
    }

    public bool TryGet(ReadOnlySpan<char> word, uint hash, out ReadOnlySpan<int> ids)
    {
        var entries = _entries;
        var mask = entries.Length - 1;
        for (var at = (int)(hash >> 1) & mask; ; at = (at + 1) & mask)
        {
            ref var entry = ref entries[at];
            if (entry.Hash == hash && word.SequenceEqual(_text.AsSpan(entry.TextStart, entry.TextLength)))
            {
                ids = _ids.AsSpan(entry.IdsStart, entry.IdsLength);
                return true;
            }

            if (entry.Hash == 0)
            {
                ids = default;
                return false;
            }
        }
    }

    /// <summary>Keeps a word that is not there yet.</summary>
    public void Add(ReadOnlySpan<char> word, uint hash, ReadOnlySpan<int> ids)
    {
        if (_count >= _entries.Length / 2)
            Grow();
        var entry = new Entry
        {
            Hash = hash,
            TextStart = _textLength,
            TextLength = (ushort)word.Length,
            IdsStart = _idsLength,
            IdsLength = (ushort)ids.Length,
        };
        Append(ref _text, ref _textLength, word);
        Append(ref _ids, ref _idsLength, ids);
        Place(entry);
        _count++;
    }

    private void Grow()
    {
        var old = _entries;
        if (old.Length >= LargestCapacity)
        {
            Array.Clear(old);
            (_count, _textLength, _idsLength) = (0, 0, 0);
            return;
        }

        _entries = new Entry[old.Length * 4];
        foreach (var entry in old)
        {
            if (entry.Hash != 0)
                Place(entry);
        }
    }

    private void Place(Entry entry)
    {
        var mask = _entries.Length - 1;
        var at = (int)(entry.Hash >> 1) & mask;
        while (_entries[at].Hash != 0)
            at = (at + 1) & mask;
        _entries[at] = entry;
    }

    private static void Append<T>(ref T[] array, ref int length, ReadOnlySpan<T> items)
    {
        if (array.Length - length < items.Length)
            Array.Resize(ref array, Math.Max(array.Length * 2, length + items.Length));
        items.CopyTo(array.AsSpan(length));
        length += items.Length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Mix(ulong value)
    {
        var high = Math.BigMul(value, 0xA0761D6478BD642F, out var low);
        return high ^ low;
    }

    private struct Entry
    {
        public uint Hash;
        public int TextStart;
        public int IdsStart;
        public ushort TextLength;
        public ushort IdsLength;
    }
}
