namespace Llm.Gen.Tokenization;

/// <summary>
/// Learns the tokens of a Unigram model: the expected counts of the candidates over all cuts of the words give their probabilities, and
/// a part of the candidates goes, those whose place others take at the least loss; until as many are left as wanted, and a tenth more.
/// </summary>
internal sealed class UnigramLearner(IReadOnlyList<(string Word, long Count)> words, UnigramTrainingOptions options, CancellationToken cancellationToken)
{
    private const int RoundsBetween = 2;
    private const double RarestExpected = 0.5;

    private List<(string Token, double Score)> _tokens = UnigramCandidates.Find(words, options.LongestToken, options.Candidates);

    /// <summary>The tokens and their scores, at most a tenth more than <paramref name="wanted"/> (characters may be missing).</summary>
    public IReadOnlyDictionary<string, double> Learn(int wanted, Action<int> onRound)
    {
        var enough = wanted * 11 / 10;
        while (true)
        {
            for (var round = 0; round < RoundsBetween; round++)
                Reweigh();
            onRound(_tokens.Count);
            if (_tokens.Count <= enough)
                return _tokens.ToDictionary(item => item.Token, item => item.Score, StringComparer.Ordinal);
            Prune(Math.Max(enough, (int)(_tokens.Count * options.KeptPart)));
        }
    }

    // Expectation and maximisation; digamma instead of the logarithm keeps rare tokens rare (as SentencePiece does).
    private void Reweigh()
    {
        var expected = new double[_tokens.Count];
        var graph = new TokenGraph(_tokens);
        ForAllWords(
            () => new double[expected.Length],
            (word, count, sums) => graph.AddExpected(word, count, sums),
            sums =>
            {
                for (var i = 0; i < sums.Length; i++)
                    expected[i] += sums[i];
            });

        var kept = new List<(string, double)>();
        var total = expected.Where(count => count >= RarestExpected).Sum();
        var logTotal = Digamma(total);
        for (var i = 0; i < expected.Length; i++)
        {
            if (expected[i] >= RarestExpected)
                kept.Add((_tokens[i].Token, Digamma(expected[i]) - logTotal));
        }

        _tokens = kept;
    }

    private void Prune(int size)
    {
        var graph = new TokenGraph(_tokens);
        var counts = new double[_tokens.Count]; // on the best cuts
        ForAllWords(
            () => new double[counts.Length],
            (word, count, sums) => graph.AddBest(word, count, sums),
            sums =>
            {
                for (var i = 0; i < sums.Length; i++)
                    counts[i] += sums[i];
            });

        var total = counts.Sum();
        var kept = new List<(string, double)>();
        var candidates = new List<(int Token, double Loss)>();
        for (var i = 0; i < _tokens.Count; i++)
        {
            var others = graph.BestWithout(i, out var isBetter);
            if (others.Count == 0)
                kept.Add(_tokens[i]);
            else if (!isBetter && counts[i] > 0)
                candidates.Add((i, Loss(counts[i], others, counts, total)));
        }

        kept.AddRange(candidates.OrderByDescending(candidate => candidate.Loss).ThenBy(candidate => candidate.Token)
            .Take(Math.Max(size - kept.Count, 0)).Select(candidate => _tokens[candidate.Token]));
        if (kept.Count >= _tokens.Count)
            kept.RemoveRange(size, kept.Count - size);
        _tokens = kept;
    }

    // How much less probable the text becomes when others stand in a token's place, their counts grown by its own.
    private static double Loss(double count, IReadOnlyList<int> others, double[] counts, double total)
    {
        var without = Math.Log(total + count * (others.Count - 1));
        var instead = others.Sum(other => Math.Log(counts[other] + count) - without);
        return count * (Math.Log(count) - Math.Log(total) - instead);
    }

    private void ForAllWords<T>(Func<T> start, Action<string, long, T> add, Action<T> merge)
    {
        // A fixed number of parts, added up in their order: the sums do not depend on which core is faster.
        const int parts = 16;
        var sums = new T[parts];
        Parallel.For(0, parts, new ParallelOptions { CancellationToken = cancellationToken }, part =>
        {
            var sum = sums[part] = start();
            for (var i = part; i < words.Count; i += parts)
                add(words[i].Word, words[i].Count, sum);
        });
        foreach (var sum in sums)
            merge(sum);
    }

    // The derivative of the logarithm of the gamma function: by its recurrence up to 7, then by its asymptotic series.
    private static double Digamma(double x)
    {
        var result = 0.0;
        for (; x < 7; x++)
            result -= 1 / x;
        x -= 0.5;
        var inverse = 1 / (x * x);
        return result + Math.Log(x) + inverse * (1.0 / 24 - inverse * (7.0 / 960 - inverse * (31.0 / 8064 - inverse * (127.0 / 30720))));
    }
}
