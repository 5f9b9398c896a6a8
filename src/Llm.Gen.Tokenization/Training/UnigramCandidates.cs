namespace Llm.Gen.Tokenization;

/// <summary>Finds what a Unigram training starts from: every character, and the substrings that come more than once, by their count times their length.</summary>
internal static class UnigramCandidates
{
    /// <param name="words">The words with their counts.</param>
    /// <param name="longest">The most characters of a substring.</param>
    /// <param name="most">The most candidates.</param>
    public static List<(string Token, double Score)> Find(IReadOnlyList<(string Word, long Count)> words, int longest, int most)
    {
        var (text, counts) = Flatten(words);
        var places = SortedPlaces(text, longest);
        var found = Repeated(text, counts, places, longest);
        var characters = Alphabet.Counts(words).Select(item => (Token: item.Key.ToString(), Weight: (double)item.Value)).OrderByDescending(item => item.Weight).ThenBy(item => item.Token, StringComparer.Ordinal);
        var others = found.Where(item => item.Token.EnumerateRunes().Count() > 1).OrderByDescending(item => item.Weight).ThenBy(item => item.Token, StringComparer.Ordinal);
        var candidates = characters.Concat(others).Take(most).ToList();
        var logTotal = Math.Log(candidates.Sum(item => item.Weight));
        return [.. candidates.Select(item => (item.Token, Math.Log(item.Weight) - logTotal))];
    }

    // All words in one array, each behind its end mark, with the count of its word at each place.
    private static (char[] Text, long[] Counts) Flatten(IReadOnlyList<(string Word, long Count)> words)
    {
        var length = words.Sum(item => item.Word.Length + 1);
        var (text, counts) = (new char[length], new long[length]);
        var at = 0;
        foreach (var (word, count) in words)
        {
            word.CopyTo(text.AsSpan(at));
            counts.AsSpan(at, word.Length).Fill(count);
            at += word.Length + 1; // '\0' ends a word
        }

        return (text, counts);
    }

    private static int[] SortedPlaces(char[] text, int longest)
    {
        var places = Enumerable.Range(0, text.Length).Where(place => text[place] != '\0').ToArray();
        places.AsSpan().Sort((a, b) => At(text, a, longest).SequenceCompareTo(At(text, b, longest)));
        return places;
    }

    private static ReadOnlySpan<char> At(char[] text, int place, int longest)
    {
        var rest = text.AsSpan(place, Math.Min(longest, text.Length - place));
        var end = rest.IndexOf('\0');
        return end < 0 ? rest : rest[..end];
    }

    // In the order of what begins at them, the places of a substring are neighbours. Of substrings that come at the same places the longest counts.
    private static List<(string Token, double Weight)> Repeated(char[] text, long[] counts, int[] places, int longest)
    {
        var found = new List<(string, double)>();
        var open = new Stack<(int Length, int First)>(); // substrings that go on, and the place among places where they begin
        var before = new long[places.Length + 1];
        for (var i = 0; i < places.Length; i++)
            before[i + 1] = before[i] + counts[places[i]];
        for (var i = 1; i <= places.Length; i++)
        {
            var common = i < places.Length ? At(text, places[i - 1], longest).CommonPrefixLength(At(text, places[i], longest)) : 0;
            var first = i - 1;
            while (open.TryPeek(out var top) && top.Length > common)
            {
                open.Pop();
                first = top.First;
                if (IsWhole(text, places[i - 1], top.Length))
                    found.Add((new string(text, places[i - 1], top.Length), (double)(before[i] - before[top.First]) * top.Length));
            }

            if (common > 1 && (open.Count == 0 || open.Peek().Length < common))
                open.Push((common, first));
        }

        return found;
    }

    private static bool IsWhole(char[] text, int place, int length) => !char.IsLowSurrogate(text[place]) && !char.IsHighSurrogate(text[place + length - 1]);
}
