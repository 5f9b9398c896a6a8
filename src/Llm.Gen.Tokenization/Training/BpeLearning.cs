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
    public static BpeLearning Learn(
        IReadOnlyCollection<(string Word, long Count)> words, IReadOnlyList<string> alphabet, BpeTrainingOptions options, Action<int> onMerge, CancellationToken cancellationToken)
    {
        List<string> tokens = [.. options.SpecialTokens.Concat(alphabet).Distinct()];
        var ids = tokens.Select((token, id) => (token, id)).Where(item => item.token.EnumerateRunes().Count() == 1)
            .ToDictionary(item => char.ConvertToUtf32(item.token, 0), item => item.id);
        var symbolWords = new SymbolWords();
        var symbols = new List<int>();
        foreach (var (word, count) in words)
        {
            symbols.Clear();
            foreach (var rune in word.EnumerateRunes())
            {
                if (ids.TryGetValue(rune.Value, out var id))
                    symbols.Add(id);
            }

            symbolWords.Add(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(symbols), count);
        }

        var learner = new MergeLearner(symbolWords, tokens, options.TokenLengthLimit ?? int.MaxValue);
        learner.Learn(options.VocabularySize, options.MinimumFrequency, onMerge, cancellationToken);
        return new(tokens, [.. learner.Merges.Select(merge => (tokens[merge.Left], tokens[merge.Right]))]);
    }
}
