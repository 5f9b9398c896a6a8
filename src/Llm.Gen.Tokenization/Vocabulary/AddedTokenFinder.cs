using System.Buffers;

namespace Llm.Gen.Tokenization;

/// <summary>Finds added tokens in a text: the leftmost, of those that begin there the longest.</summary>
internal sealed class AddedTokenFinder
{
    private readonly SearchValues<string>? _search;
    private readonly Dictionary<char, (string Text, AddedToken Token)[]> _byFirst;

    /// <param name="tokens">The text to search for each token, the first of equal texts counts.</param>
    public AddedTokenFinder(IEnumerable<(string Text, AddedToken Token)> tokens)
    {
        _byFirst = tokens.Where(token => token.Text.Length > 0).DistinctBy(token => token.Text).GroupBy(token => token.Text[0])
            .ToDictionary(group => group.Key, group => group.OrderByDescending(token => token.Text.Length).ToArray());
        if (_byFirst.Count > 0)
            _search = SearchValues.Create(_byFirst.Values.SelectMany(group => group, (_, token) => token.Text).ToArray(), StringComparison.Ordinal);
    }

    /// <summary>Whether there is anything to find.</summary>
    public bool IsEmpty => _search is null;

    /// <summary>
    /// The next token at or after <paramref name="position"/>, which moves behind what was matched. <paramref name="from"/> is the end of the
    /// token before: white space is not taken twice. <paramref name="start"/> and <paramref name="end"/> hold stripped white space too.
    /// </summary>
    public AddedToken? Next(ReadOnlySpan<char> text, ref int position, int from, SpecialTokenFilter filter, out int start, out int end)
    {
        while (_search is not null && position < text.Length && text[position..].IndexOfAny(_search) is var offset and >= 0)
        {
            start = position + offset;
            var (content, token) = Longest(text[start..]);
            end = position = start + content.Length;
            if (!filter.Finds(token) || token.IsSingleWord && !IsAlone(text, start, end))
                continue;
            if (token.StripsLeft)
                start = Math.Max(text[..start].TrimEnd().Length, from);
            if (token.StripsRight)
                end = text.Length - text[end..].TrimStart().Length;
            return token;
        }

        (start, end) = (text.Length, text.Length);
        return null;
    }

    private (string Text, AddedToken Token) Longest(ReadOnlySpan<char> text)
    {
        foreach (var candidate in _byFirst[text[0]])
        {
            if (text.StartsWith(candidate.Text, StringComparison.Ordinal))
                return candidate;
        }

        throw new System.Diagnostics.UnreachableException("The search found an added token that is not there.");
    }

    private static bool IsAlone(ReadOnlySpan<char> text, int start, int end) =>
        (start == 0 || !IsWord(text, CharacterStart(text, start - 1))) && (end == text.Length || !IsWord(text, end));

    private static int CharacterStart(ReadOnlySpan<char> text, int index) =>
        index > 0 && char.IsLowSurrogate(text[index]) && char.IsHighSurrogate(text[index - 1]) ? index - 1 : index;

    private static bool IsWord(ReadOnlySpan<char> text, int index) => (CharacterClass.At(text, index, out _) & CharacterClass.Word) != 0;
}
