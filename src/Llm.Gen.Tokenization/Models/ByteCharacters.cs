using System.Text;

namespace Llm.Gen.Tokenization;

/// <summary>GPT-2's alphabet: each of the 256 bytes as one printable character, itself where it is printable.</summary>
internal static class ByteCharacters
{
    private static readonly char[] Characters = BuildCharacters();
    private static readonly short[] Bytes = BuildBytes();

    /// <summary>The character of a byte.</summary>
    public static char Of(byte value) => Characters[value];

    /// <summary>The byte of a character, or -1.</summary>
    public static int ByteOf(char c) => c < Bytes.Length ? Bytes[c] : -1;

    /// <summary>All 256 characters in the order of their code points.</summary>
    public static IEnumerable<char> InOrder => Characters.Order();

    /// <summary>Appends the UTF-8 bytes of a text, each as its character.</summary>
    public static void Append(ReadOnlySpan<char> text, ref TextBuffer output)
    {
        Span<byte> utf8 = stackalloc byte[4];
        for (var at = 0; at < text.Length;)
        {
            Rune.DecodeFromUtf16(text[at..], out var rune, out var width);
            var count = rune.EncodeToUtf8(utf8);
            foreach (var value in utf8[..count])
                output.Append(Characters[value], at);
            at += width;
        }
    }

    private static char[] BuildCharacters()
    {
        var characters = new char[256];
        var next = 256;
        for (var value = 0; value < 256; value++)
        {
            var isPrintable = value is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or (>= 0xAE and <= 0xFF);
            characters[value] = (char)(isPrintable ? value : next++);
        }

        return characters;
    }

    private static short[] BuildBytes()
    {
        var bytes = new short[Characters.Max() + 1];
        Array.Fill(bytes, (short)-1);
        for (var value = 0; value < 256; value++)
            bytes[Characters[value]] = (short)value;
        return bytes;
    }
}
