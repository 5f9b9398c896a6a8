using System.Globalization;
using System.Text;

namespace Llm.Gen.Tokenization;

/// <summary>BERT's clean-up (arXiv 1810.04805): controls vanish, white space becomes spaces, Chinese characters get spaces around, accents and capitals go.</summary>
internal static class BertNormalizer
{
    /// <param name="cleans">Whether controls vanish and white space becomes spaces.</param>
    /// <param name="separatesChinese">Whether Chinese characters get spaces around them.</param>
    /// <param name="stripsAccents">Whether accents vanish.</param>
    /// <param name="lowers">Whether letters become small.</param>
    public static Normalizer Create(bool cleans, bool separatesChinese, bool stripsAccents, bool lowers)
    {
        List<Normalizer> steps = [];
        if (cleans)
            steps.Add(new CharacterNormalizer(Clean));
        if (separatesChinese)
            steps.Add(new ChineseSpacer());
        if (stripsAccents)
            steps.AddRange([new UnicodeNormalizer(UnicodeForm.NFD), new CharacterNormalizer(WithoutAccent)]);
        if (lowers)
            steps.Add(new LowercaseNormalizer());
        return new SequenceNormalizer(steps);
    }

    private static Rune? Clean(Rune rune)
    {
        if (rune.Value is '\t' or '\n' or '\r' || Rune.IsWhiteSpace(rune))
            return IsControl(rune) ? null : new Rune(' ');
        return rune.Value is 0 or 0xFFFD || IsControl(rune) ? null : rune;
    }

    private static bool IsControl(Rune rune) => rune.Value is not ('\t' or '\n' or '\r') && Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse;

    private static Rune? WithoutAccent(Rune rune) => Rune.GetUnicodeCategory(rune) == UnicodeCategory.NonSpacingMark ? null : rune;

    private sealed class ChineseSpacer : Normalizer
    {
        public override void Normalize(ReadOnlySpan<char> text, ref TextBuffer output)
        {
            for (var at = 0; at < text.Length;)
            {
                Rune.DecodeFromUtf16(text[at..], out var rune, out var width);
                var isChinese = IsChinese(rune.Value);
                if (isChinese)
                    output.Append(' ', at);
                output.Append(rune, at);
                if (isChinese)
                    output.Append(' ', at);
                at += width;
            }
        }

        // The blocks as the reference has them, a gap before 2B920 included.
        private static bool IsChinese(int code) => code is (>= 0x4E00 and <= 0x9FFF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x20000 and <= 0x2A6DF)
            or (>= 0x2A700 and <= 0x2B73F) or (>= 0x2B740 and <= 0x2B81F) or (>= 0x2B920 and <= 0x2CEAF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x2F800 and <= 0x2FA1F);
    }
}
