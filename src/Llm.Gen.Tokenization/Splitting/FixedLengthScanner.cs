using System.Text;

namespace Llm.Gen.Tokenization;

/// <summary>Pieces of so many characters (code points); the last may be shorter.</summary>
internal readonly struct FixedLengthScanner(int length) : IWordScanner
{
    public int Next(ReadOnlySpan<char> text, ref int start)
    {
        var end = start;
        for (var count = 0; count < length && end < text.Length; count++)
        {
            Rune.DecodeFromUtf16(text[end..], out _, out var width);
            end += width;
        }

        return end;
    }
}
