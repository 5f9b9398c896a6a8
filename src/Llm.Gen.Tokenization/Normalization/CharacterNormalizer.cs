using System.Text;

namespace Llm.Gen.Tokenization;

/// <summary>Replaces each character by another one or drops it.</summary>
/// <param name="replacement">The character to write; null drops it.</param>
internal sealed class CharacterNormalizer(Func<Rune, Rune?> replacement) : Normalizer
{
    public override void Normalize(ReadOnlySpan<char> text, ref TextBuffer output)
    {
        for (var at = 0; at < text.Length;)
        {
            Rune.DecodeFromUtf16(text[at..], out var rune, out var width);
            if (replacement(rune) is { } written)
                output.Append(written, at);
            at += width;
        }
    }

    /// <summary>NMT's clean-up: controls vanish, odd spaces become spaces.</summary>
    public static Rune? CleanForTranslation(Rune rune) => rune.Value switch
    {
        (>= 0x01 and <= 0x08) or 0x0B or (>= 0x0E and <= 0x1F) or 0x7F or 0x8F or 0x9F => null,
        0x09 or 0x0A or 0x0C or 0x0D or 0x1680 or (>= 0x200B and <= 0x200F) or 0x2028 or 0x2029 or 0x2581 or 0xFEFF or 0xFFFD => new Rune(' '),
        _ => rune,
    };

    /// <summary>Combining marks of any kind vanish.</summary>
    public static Rune? WithoutMarks(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark
            or System.Globalization.UnicodeCategory.EnclosingMark => null,
        _ => rune,
    };
}
