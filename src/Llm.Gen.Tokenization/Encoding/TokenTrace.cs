namespace Llm.Gen.Tokenization;

/// <summary>What is known of each id of an encoding beside the id: where it comes from, in which word it is, how it stood in the text.</summary>
internal sealed class TokenTrace
{
    private readonly Dictionary<int, string> _spellings = [];
    private readonly List<(Origin Origin, int Word)> _tokens = [];
    private int _word = -1;

    /// <summary>The origin and the number of the word of each token.</summary>
    public IReadOnlyList<(Origin Origin, int Word)> Tokens => _tokens;

    /// <summary>How the text spells a token, where that is not the vocabulary's spelling.</summary>
    public string? SpellingOf(int token) => _spellings.GetValueOrDefault(token);

    /// <summary>A token that is a word by itself.</summary>
    public void Add(Origin origin, string spelling)
    {
        _word++;
        _spellings.Add(_tokens.Count, spelling);
        _tokens.Add((origin, _word));
    }

    /// <summary>
    /// The tokens of one word, which stands at <paramref name="at"/> of a layer. <paramref name="spans"/> are in UTF-8 bytes: a token may be a
    /// part of a character, and then comes from all of it.
    /// </summary>
    public void AddWord(ReadOnlySpan<char> word, int at, Layer layer, List<(int Start, int End)> spans)
    {
        _word++;
        var cursor = new Utf8Cursor(word);
        foreach (var (start, end) in spans)
        {
            cursor.MoveTo(start);
            var first = at + cursor.Start;
            if (end > start)
                cursor.MoveTo(end - 1);
            var origin = layer.Of(first, at + cursor.End);
            _tokens.Add((end > start ? origin : new(origin.Start, origin.Start), _word));
        }
    }

    /// <summary>Notes how the text spells a token.</summary>
    public void Spell(int token, string spelling) => _spellings[token] = spelling;
}
