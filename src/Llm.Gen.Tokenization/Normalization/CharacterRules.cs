using System.Buffers.Binary;

namespace Llm.Gen.Tokenization;

/// <summary>
/// SentencePiece's precompiled_charsmap: a double-array trie over UTF-8 bytes (Darts-clone's layout) that leads to replacement texts.
/// </summary>
internal sealed class CharacterRules
{
    private readonly uint[] _units;
    private readonly byte[] _texts;

    /// <exception cref="InvalidDataException">The bytes are no such map.</exception>
    public CharacterRules(ReadOnlySpan<byte> bytes)
    {
        var size = bytes.Length >= 4 ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : 0;
        if (size == 0 || size % 4 != 0 || size > bytes.Length - 4)
            throw new InvalidDataException($"the precompiled character map holds {bytes.Length} bytes and says that {size} of them are its index; it is damaged or cut.");
        _units = new uint[size / 4];
        for (var i = 0; i < _units.Length; i++)
            _units[i] = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(4 + 4 * i)..]);
        _texts = bytes[(4 + (int)size)..].ToArray();
        if (_texts.Length == 0 || _texts[^1] != 0)
            throw new InvalidDataException("the precompiled character map does not end with a text; it is damaged or cut.");
    }

    /// <summary>The replacement of the shortest beginning of <paramref name="text"/> that has one.</summary>
    public bool TryShortest(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> replacement) => Find(text, isShortest: true, out replacement) > 0;

    /// <summary>The replacement of the longest beginning of <paramref name="text"/> that has one; returns its length in bytes, or 0.</summary>
    public int Longest(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> replacement) => Find(text, isShortest: false, out replacement);

    private int Find(ReadOnlySpan<byte> text, bool isShortest, out ReadOnlySpan<byte> replacement)
    {
        var (found, value) = (0, 0);
        var node = Offset(_units[0]);
        for (var i = 0; i < text.Length && text[i] != 0; i++)
        {
            node ^= text[i];
            if (node >= (uint)_units.Length || (_units[node] & 0x800000FF) != text[i])
                break;
            var unit = _units[node];
            node ^= Offset(unit);
            if ((unit & 0x100) == 0)
                continue;
            if (node >= (uint)_units.Length)
                break;
            (found, value) = (i + 1, (int)(_units[node] & 0x7FFFFFFF));
            if (isShortest)
                break;
        }

        replacement = found > 0 ? TextAt(value) : default;
        return found;
    }

    private static uint Offset(uint unit) => unit >> 10 << (int)((unit & 0x200) >> 6);

    private ReadOnlySpan<byte> TextAt(int start)
    {
        if (start >= _texts.Length)
            throw new InvalidDataException($"the precompiled character map leads to the text at {start}, but its texts end at {_texts.Length}; it is damaged.");
        var text = _texts.AsSpan(start);
        return text[..text.IndexOf((byte)0)];
    }
}
