using System.Text;

namespace Llm.Gen.Tokenization;

/// <summary>Which characters a training starts from.</summary>
internal static class Alphabet
{
    /// <summary>
    /// The characters of the words and the initial ones, by code point. With a limit the most frequent are kept, initial ones before all
    /// others; of equals, in order that the choice has a rule, those of lower code point.
    /// </summary>
    public static IReadOnlyList<string> Of(IEnumerable<(string Word, long Count)> words, IEnumerable<Rune> initial, int? limit)
    {
        var counts = Counts(words);
        foreach (var rune in initial)
            counts[rune] = long.MaxValue;
        var kept = limit is { } most ? counts.OrderByDescending(item => item.Value).ThenBy(item => item.Key).Take(most) : counts;
        return [.. kept.Select(item => item.Key).Order().Select(rune => rune.ToString())];
    }

    /// <summary>How often each character comes.</summary>
    public static Dictionary<Rune, long> Counts(IEnumerable<(string Word, long Count)> words)
    {
        var counts = new Dictionary<Rune, long>();
        foreach (var (word, count) in words)
        {
            foreach (var rune in word.EnumerateRunes())
                counts[rune] = counts.GetValueOrDefault(rune) + count;
        }

        return counts;
    }
}
