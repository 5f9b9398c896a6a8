namespace Llm.Gen.Tokenization;

/// <summary>Reads the field "added_tokens".</summary>
internal static class AddedTokenReader
{
    /// <summary>
    /// The added tokens. As in the reference, a token that the model knows has the model's id, and a new one the next free id,
    /// whatever the file says; files written by the reference agree.
    /// </summary>
    public static IReadOnlyList<AddedToken> Read(Component file, Vocabulary vocabulary)
    {
        var largest = -1;
        var tokens = new Dictionary<string, AddedToken>();
        foreach (var item in file.Has("added_tokens") ? file.Children("added_tokens") : [])
        {
            var token = Token(item, 0);
            var content = token.Content;
            var written = item.Number("id");
            var id = Id(content, vocabulary, tokens, largest);
            if (vocabulary.TokenOf(id) is { } other && other != content)
                throw new InvalidDataException($"{item.Place} '{content}' (id {written} in the file) would get the id {id}, which '{other}' has; the ids of the vocabulary have holes.");
            largest = Math.Max(largest, id);
            tokens[content] = token with { Id = id };
        }

        return [.. tokens.Values];
    }

    /// <summary>One added token.</summary>
    public static AddedToken Token(Component item, int id)
    {
        item.Allow("id", "content", "single_word", "lstrip", "rstrip", "normalized", "special");
        var content = item.Text("content");
        if (content.Length == 0)
            throw new InvalidDataException($"{item.Place}.content is empty; an added token needs a text.");
        var isSpecial = item.Flag("special");
        return new()
        {
            Content = content,
            Id = id,
            IsSpecial = isSpecial,
            IsSingleWord = item.Flag("single_word"),
            StripsLeft = item.Flag("lstrip"),
            StripsRight = item.Flag("rstrip"),
            IsNormalized = item.Flag("normalized", fallback: !isSpecial),
        };
    }

    private static int Id(string content, Vocabulary vocabulary, Dictionary<string, AddedToken> tokens, int largest)
    {
        if (vocabulary.IdOf(content) is var known and >= 0)
            return known;
        if (tokens.TryGetValue(content, out var earlier))
            return earlier.Id;
        return largest >= vocabulary.Count ? largest + 1 : vocabulary.Count;
    }
}
