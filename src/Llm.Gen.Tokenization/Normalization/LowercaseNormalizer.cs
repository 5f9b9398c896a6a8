using System.Text;

namespace Llm.Gen.Tokenization;

/// <summary>Makes every letter small, each by itself: a final sigma is not looked for.</summary>
internal sealed class LowercaseNormalizer : Normalizer
{
    public override void Normalize(ReadOnlySpan<char> text, ref TextBuffer output)
    {
        for (var at = 0; at < text.Length;)
        {
            if (char.IsAscii(text[at]))
            {
                output.Append(char.ToLowerInvariant(text[at]), at);
                at++;
                continue;
            }

            Rune.DecodeFromUtf16(text[at..], out var rune, out var width);
            output.Append(rune.Value == 'İ' ? new Rune('i') : Rune.ToLowerInvariant(rune), at);
            if (rune.Value == 'İ')
                output.Append('\u0307', at); // the one capital whose small form is two characters
            at += width;
        }
    }
}
