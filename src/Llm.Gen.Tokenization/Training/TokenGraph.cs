namespace Llm.Gen.Tokenization;

/// <summary>All cuts of a word into tokens, for training. Safe for use from many threads.</summary>
internal sealed class TokenGraph
{
    private readonly IReadOnlyList<(string Token, double Score)> _tokens;
    private readonly PrefixTree _tree;

    public TokenGraph(IReadOnlyList<(string Token, double Score)> tokens)
    {
        _tokens = tokens;
        _tree = new(tokens.Select((item, id) => (item.Token, id)));
    }

    /// <summary>Adds to each token how often it is expected in a word, over all its cuts by their probability. A word that has no cut adds nothing.</summary>
    public void AddExpected(string word, long count, double[] sums)
    {
        var edges = Edges(word);
        var forward = Sums(word.Length, edges, isForward: true);
        if (double.IsNegativeInfinity(forward[word.Length]))
            return;
        var backward = Sums(word.Length, edges, isForward: false);
        foreach (var (start, end, token) in edges)
            sums[token] += count * Math.Exp(forward[start] + _tokens[token].Score + backward[end] - forward[word.Length]);
    }

    /// <summary>Adds the tokens of the best cut of a word.</summary>
    public void AddBest(string word, long count, double[] sums)
    {
        foreach (var token in Best(word, without: -1, out _))
            sums[token] += count;
    }

    /// <summary>The best cut of a token into others, empty if there is none; <paramref name="isBetter"/> if it scores more than the token itself.</summary>
    public IReadOnlyList<int> BestWithout(int token, out bool isBetter)
    {
        var others = Best(_tokens[token].Token, token, out var score);
        isBetter = others.Count > 0 && score > _tokens[token].Score;
        return others;
    }

    private List<int> Best(string word, int without, out double score)
    {
        var best = new (double Score, int Start, int Token)[word.Length + 1];
        best.AsSpan(1).Fill((double.NegativeInfinity, -1, -1));
        foreach (var (start, end, token) in Edges(word))
        {
            var candidate = best[start].Score + _tokens[token].Score;
            if (token != without && candidate > best[end].Score)
                best[end] = (candidate, start, token);
        }

        score = best[word.Length].Score;
        List<int> tokens = [];
        for (var end = word.Length; end > 0 && best[end].Token >= 0; end = best[end].Start)
            tokens.Add(best[end].Token);
        return double.IsNegativeInfinity(score) ? [] : tokens;
    }

    // Ordered by their starts, so that every way to a place is known before it is left.
    private List<(int Start, int End, int Token)> Edges(string word)
    {
        List<(int, int, int)> edges = [];
        for (var start = 0; start < word.Length; start++)
        {
            var node = PrefixTree.Root;
            for (var end = start; end < word.Length; end++)
            {
                node = _tree.Step(node, word[end], out var token);
                if (node == PrefixTree.Nowhere)
                    break;
                if (token != PrefixTree.NoToken)
                    edges.Add((start, end + 1, token));
            }
        }

        return edges;
    }

    // The logarithm of the sum over all ways from the start to each place, or from each place to the end.
    private double[] Sums(int length, List<(int Start, int End, int Token)> edges, bool isForward)
    {
        var sums = new double[length + 1];
        Array.Fill(sums, double.NegativeInfinity);
        sums[isForward ? 0 : length] = 0;
        for (var i = 0; i < edges.Count; i++)
        {
            var (start, end, token) = edges[isForward ? i : edges.Count - 1 - i];
            ref var sum = ref sums[isForward ? end : start];
            sum = LogAdd(sum, sums[isForward ? start : end] + _tokens[token].Score);
        }

        return sums;
    }

    private static double LogAdd(double a, double b)
    {
        var (low, high) = a < b ? (a, b) : (b, a);
        return double.IsNegativeInfinity(low) ? high : high + Math.Log(1 + Math.Exp(low - high));
    }
}
