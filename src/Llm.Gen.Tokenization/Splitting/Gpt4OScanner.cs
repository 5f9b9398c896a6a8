using System.Text;

namespace Llm.Gen.Tokenization;

/// <summary>
/// GPT-4o's pattern: words with at most one character in front that is no letter, cut where a small letter is followed by a capital one, with
/// the contraction behind them; numbers of up to three digits, other runs with the line ends and slashes after them, white space.
/// </summary>
/// <param name="digits">How many digits a number has at most.</param>
/// <param name="hasContractions">Whether contractions stay with their word.</param>
internal readonly struct Gpt4OScanner(int digits, bool hasContractions) : IWordScanner
{
    /// <summary>GPT-4o's pattern.</summary>
    public const string Pattern =
        Start + Heads + "*" + Bodies + "+" + Contractions + "|" + Start + Heads + "+" + Bodies + "*" + Contractions +
        @"|\p{N}{1,3}" + Others;

    /// <summary>Mistral's Tekken: no contractions, single digits.</summary>
    public const string TekkenPattern = Start + Heads + "*" + Bodies + "+|" + Start + Heads + "+" + Bodies + @"*|\p{N}" + Others;

    private const string Others = @"| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    private const string Start = @"[^\r\n\p{L}\p{N}]?";
    private const string Heads = @"[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]";
    private const string Bodies = @"[\p{Ll}\p{Lm}\p{Lo}\p{M}]";
    private const string Contractions = "(?i:'s|'t|'re|'ve|'m|'ll|'d)?";

    public int Next(ReadOnlySpan<char> text, ref int start)
    {
        var classes = CharacterClass.At(text, start, out var width);
        if ((classes & CharacterClass.Number) != 0)
            return Gpt4Scanner.NumberEnd(text, start + width, digits);
        if (WordEnd(text, start, start + width, classes) is var word and > 0)
            return hasContractions ? ContractionEnd(text, word) : word;
        var body = text[start] == ' ' ? start + 1 : start;
        var end = CharacterClass.SkipWhile(text, body, CharacterClass.Other);
        if (end == body)
            return Gpt4Scanner.SpaceEnd(text, start);
        while (end < text.Length && text[end] is '\r' or '\n' or '/')
            end++;
        return end;
    }

    private static int ContractionEnd(ReadOnlySpan<char> text, int end) =>
        end < text.Length && text[end] == '\'' && Gpt4Scanner.Contraction(text[(end + 1)..]) is var length and > 0 ? end + 1 + length : end;

    // The character in front first, then without it; words with a body before those of heads alone.
    private static int WordEnd(ReadOnlySpan<char> text, int start, int after, byte classes)
    {
        var canLead = (classes & CharacterClass.Letter) == 0 && text[start] is not ('\r' or '\n');
        if (canLead && HeadAndBody(text, after) is var led and > 0)
            return led;
        if (HeadAndBody(text, start) is var plain and > 0)
            return plain;
        if (canLead && LetterCase.SkipWhile(text, after, LetterCase.Head) is var heads && heads > after)
            return heads;
        return LetterCase.SkipWhile(text, start, LetterCase.Head) is var own && own > start ? own : 0;
    }

    // As many heads as leave a character for the body: that is the run of bodies behind them, or the last of the heads that can be in a body.
    private static int HeadAndBody(ReadOnlySpan<char> text, int start)
    {
        var heads = LetterCase.SkipWhile(text, start, LetterCase.Head);
        var end = LetterCase.SkipWhile(text, heads, LetterCase.Body);
        if (end > heads)
            return end;
        while (heads > start)
        {
            Rune.DecodeLastFromUtf16(text[..heads], out _, out var width);
            if ((LetterCase.At(text, heads - width, out _) & LetterCase.Body) != 0)
                return heads;
            heads -= width;
        }

        return 0;
    }
}
