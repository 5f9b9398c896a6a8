using System.Text;

namespace Llm.Gen.Tokenization;

/// <summary>Every character (code point) by itself.</summary>
internal readonly struct CharacterScanner : IWordScanner
{
    /// <summary>The pattern that this scanner stands for.</summary>
    public const string Pattern = @"[\s\S]";

    public int Next(ReadOnlySpan<char> text, ref int start)
    {
        Rune.DecodeFromUtf16(text[start..], out _, out var width);
        return start + width;
    }
}
