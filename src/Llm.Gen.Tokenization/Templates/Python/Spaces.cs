namespace Llm.Gen.Tokenization.Templates;

/// <summary>White space as Python's <c>str</c> and <c>re</c> see it.</summary>
internal static class Spaces
{
    /// <summary>.NET's white space and the four separators U+001C to U+001F.</summary>
    public static bool Is(char c) => char.IsWhiteSpace(c) || c is >= '\u001C' and <= '\u001F';

    /// <summary>The end of the white space at <paramref name="start"/>.</summary>
    public static int Skip(string text, int start)
    {
        while (start < text.Length && Is(text[start]))
            start++;
        return start;
    }

    public static string TrimStart(string text) => text[Skip(text, 0)..];

    public static string TrimEnd(string text)
    {
        var end = text.Length;
        while (end > 0 && Is(text[end - 1]))
            end--;
        return text[..end];
    }

    /// <summary>Whether a character ends a line for <c>splitlines</c>.</summary>
    public static bool EndsLine(char c) => c is '\n' or '\r' or '\v' or '\f' or (>= '\u001C' and <= '\u001E') or '\u0085' or '\u2028' or '\u2029';
}
