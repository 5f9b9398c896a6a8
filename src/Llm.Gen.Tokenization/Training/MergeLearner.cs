namespace Llm.Gen.Tokenization;

/// <summary>
/// Learns merges (arXiv 1508.07909): the most frequent pair first, of equals the one of lowest ids. Equal to the reference merge by merge,
/// down to its way of counting: replacing goes from left to right and changes the counts of the neighbours there and then, and
/// a pair waits with the words where it was found; found again later, it waits twice.
/// </summary>
internal sealed class MergeLearner
{
    private readonly SymbolWords _words;
    private readonly List<string> _tokens;
    private readonly List<int> _lengths; // of each token, in characters
    private readonly Dictionary<string, int> _ids;
    private readonly int _lengthLimit;
    private readonly string _prefix;
    private readonly PairTable _pairs = new();
    private readonly WordLists _lists = new();
    private readonly PriorityQueue<Waiting, Order> _queue = new();
    private readonly List<int> _found = []; // numbers of the pairs that this step has made more of
    private readonly List<(int Left, int Right)> _merges = [];
    private int[] _foundIn = []; // by number of the pair: the words

    /// <param name="words">The words; they are merged in place.</param>
    /// <param name="tokens">The tokens that the words are written in, in the order of their ids; new ones are added.</param>
    /// <param name="lengthLimit">A pair of which one is merged already counts only if its characters are fewer.</param>
    /// <param name="prefix">Begins the tokens inside a word, and goes when they merge with what stands before.</param>
    public MergeLearner(SymbolWords words, List<string> tokens, int lengthLimit, string prefix = "")
    {
        (_words, _tokens, _lengthLimit, _prefix) = (words, tokens, lengthLimit, prefix);
        _lengths = [.. tokens.Select(token => token.EnumerateRunes().Count())];
        _ids = tokens.Select((token, id) => (token, id)).ToDictionary(item => item.token, item => item.id, StringComparer.Ordinal);
        for (var word = 0; word < words.Count; word++)
            Count(word);
        Enqueue();
    }

    /// <summary>The merges in the order of their ranks, as ids.</summary>
    public IReadOnlyList<(int Left, int Right)> Merges => _merges;

    /// <summary>Learns until there are <paramref name="vocabularySize"/> tokens or the best pair comes less than <paramref name="minimum"/> times.</summary>
    public void Learn(int vocabularySize, long minimum, Action<int> onMerge, CancellationToken cancellationToken)
    {
        minimum = Math.Max(minimum, 1);
        while (_tokens.Count < vocabularySize && _queue.TryDequeue(out var waiting, out var order))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var count = _pairs.CountOf(waiting.Number);
            if (count != order.Count)
            {
                if (count > 0)
                    _queue.Enqueue(waiting, order with { Count = count });
                continue;
            }

            if (count < minimum)
                break;
            Merge((int)(order.Pair >> 32), (int)(uint)order.Pair, waiting.Words);
            onMerge(_tokens.Count);
        }
    }

    private void Count(int word)
    {
        var symbols = _words[word];
        for (var i = 0; i + 1 < symbols.Length; i++)
            More(symbols[i], symbols[i + 1], word);
    }

    private void Merge(int left, int right, int list)
    {
        var merged = IdOf(_tokens[left] + (_tokens[right].StartsWith(_prefix, StringComparison.Ordinal) ? _tokens[right][_prefix.Length..] : _tokens[right]));
        _merges.Add((left, right));
        while (list != WordLists.Empty)
        {
            Replace(_lists.First(list), left, right, merged);
            var rest = _lists.Rest(list);
            _lists.Free(list);
            list = rest;
        }

        Enqueue();
    }

    // A text that is a token already, special or made before, keeps its id.
    private int IdOf(string token)
    {
        if (_ids.TryGetValue(token, out var id))
            return id;
        id = _tokens.Count;
        _ids.Add(token, id);
        _tokens.Add(token);
        _lengths.Add(token.EnumerateRunes().Count());
        return id;
    }

    private void Replace(int word, int left, int right, int merged)
    {
        var symbols = _words[word];
        var kept = 0;
        for (var i = 0; i < symbols.Length;)
        {
            if (symbols[i] != left || i + 1 == symbols.Length || symbols[i + 1] != right)
            {
                symbols[kept++] = symbols[i++];
                continue;
            }

            i += 2;
            if (kept > 0)
            {
                Less(symbols[kept - 1], left, word);
                if (Fits(symbols[kept - 1], merged))
                    More(symbols[kept - 1], merged, word);
            }

            symbols[kept++] = merged;
            if (i < symbols.Length)
            {
                Less(right, symbols[i], word);
                if (Fits(symbols[i], merged))
                    More(merged, symbols[i], word);
            }
        }

        _words.Shorten(word, kept);
    }

    private bool Fits(int neighbour, int merged) => _lengths[neighbour] + _lengths[merged] < _lengthLimit;

    private void Less(int left, int right, int word) => _pairs.CountOf(_pairs.NumberOf(PairTable.Pair(left, right))) -= _words.CountOf(word);

    private void More(int left, int right, int word)
    {
        var number = _pairs.NumberOf(PairTable.Pair(left, right));
        _pairs.CountOf(number) += _words.CountOf(word);
        if (number >= _foundIn.Length)
        {
            var old = _foundIn.Length;
            Array.Resize(ref _foundIn, Math.Max(number + 1, 2 * old));
            _foundIn.AsSpan(old).Fill(WordLists.Empty);
        }

        ref var list = ref _foundIn[number];
        if (list == WordLists.Empty)
            _found.Add(number);
        else if (_lists.First(list) == word)
            return;
        list = _lists.Add(word, list);
    }

    private void Enqueue()
    {
        foreach (var number in _found)
        {
            if (_pairs.CountOf(number) is var count and > 0)
                _queue.Enqueue(new(number, _foundIn[number]), new(count, _pairs.PairOf(number)));
            _foundIn[number] = WordLists.Empty;
        }

        _found.Clear();
    }

    private readonly record struct Waiting(int Number, int Words);

    private readonly record struct Order(long Count, ulong Pair) : IComparable<Order>
    {
        public int CompareTo(Order other) => Count != other.Count ? other.Count.CompareTo(Count) : Pair.CompareTo(other.Pair);
    }
}
