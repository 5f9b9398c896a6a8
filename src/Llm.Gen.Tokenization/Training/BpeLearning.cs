namespace Llm.Gen.Tokenization;

/// <summary>What a BPE training has learned.</summary>
/// <param name="Tokens">In the order of their ids: special tokens, the alphabet, merged tokens.</param>
/// <param name="Merges">In the order of their ranks.</param>
internal sealed record BpeLearning(IReadOnlyList<string> Tokens, IReadOnlyList<(string Left, string Right)> Merges)
{
    /// <param name="words">Words as characters, with their counts.</param>
    /// <param name="alphabet">The characters to start from; others vanish from the words.</param>
    /// <param name="options">What else was asked for.</param>
    /// <param name="onMerge">Called after each merge with the number of tokens.</param>
    /// <param name="cancellationToken">Stops the training.</param>
    /// <param name="prefix">Begins the tokens inside a word; empty: tokens look the same everywhere.</param>
    public static BpeLearning Learn(
        IReadOnlyCollection<(string Word, long Count)> words, IReadOnlyList<string> alphabet, BpeTrainingOptions options, Action<int> onMerge, CancellationToken cancellationToken, string prefix = "")
    {
        List<string> tokens = [.. options.SpecialTokens.Concat(alphabet).Distinct()];
        var first = Ids(tokens, "");
        if (prefix.Length > 0)
            tokens.AddRange(Inner(words, first, prefix).Except(tokens));
        var inner = prefix.Length > 0 ? Ids(tokens, prefix) : first;
        var symbolWords = new SymbolWords();
        var symbols = new List<int>();
        foreach (var (word, count) in words)
        {
            symbols.Clear();
            foreach (var rune in word.EnumerateRunes())
            {
                if ((symbols.Count == 0 ? first : inner).TryGetValue(rune.Value, out var id))
                    symbols.Add(id);
            }

            symbolWords.Add(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(symbols), count);
        }

        var learner = new MergeLearner(symbolWords, tokens, options.TokenLengthLimit ?? int.MaxValue, prefix);
        learner.Learn(options.VocabularySize, options.MinimumFrequency, onMerge, cancellationToken);
        return new(tokens, [.. learner.Merges.Select(merge => (tokens[merge.Left], tokens[merge.Right]))]);
    }

    // The characters inside of words, by code point.
    private static IEnumerable<string> Inner(IEnumerable<(string Word, long Count)> words, Dictionary<int, int> kept, string prefix) =>
        words.SelectMany(item => item.Word.EnumerateRunes().Where(rune => kept.ContainsKey(rune.Value)).Skip(1)).Distinct().Order().Select(rune => prefix + rune);

    // By character: the ids of the tokens that are a prefix and one character.
    private static Dictionary<int, int> Ids(IEnumerable<string> tokens, string prefix) =>
        tokens.Select((token, id) => (token, id)).Where(item => item.token.StartsWith(prefix, StringComparison.Ordinal) && item.token[prefix.Length..].EnumerateRunes().Count() == 1)
            .ToDictionary(item => char.ConvertToUtf32(item.token, prefix.Length), item => item.id);
}
