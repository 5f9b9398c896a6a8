using System.Diagnostics;

namespace Llm.Gen.Tokenization.Tests;

public class RegexPatternTests
{
    [Theory]
    [InlineData(@"\p{L}++|\s?+\p{N}*+", @"(?>\p{L}+)|(?>\s?)(?>\p{N}*)")]
    [InlineData(@"(?:ab)++c", @"(?>(?:ab)+)c")]
    [InlineData(@"[^\r\n]?+a{1,3}b??", @"(?>[^\r\n]?)a{1,3}b??")]
    [InlineData(@"(?m:.)(?mi)x(?=y)(?<n>z)", @"(?s:.)(?si)x(?=y)(?<n>z)")]
    [InlineData(@"\h[\h_]\H", @"[0-9a-fA-F][0-9a-fA-F_][^0-9a-fA-F]")]
    [InlineData(@"\p{^L}\P{^Lu}\x{e9}[]a]", @"\P{L}\p{Lu}\u00E9[\]a]")]
    [InlineData(@"[a-z&&[^aeiou]]+", @"[a-z-[aeiou]]+")]
    [InlineData(@"[a-z&&[aeiou]]", @"[a-z-[^aeiou]]")]
    [InlineData(@"[\p{L}&&a-z]", @"[\p{L}-[^a-z]]")]
    [InlineData(@"[a[bc]d]", @"[abcd]")]
    public void Oniguruma_syntax_becomes_NETs(string pattern, string expected)
    {
        Assert.Equal(expected, RegexSyntax.Translate(pattern));
    }

    [Theory]
    [InlineData(@"\w+", "aé_1\u0301Ⅷⓐ\u200D𝟙𠀀", 1)]
    [InlineData(@"\w+", "a ½①²!", 1)]
    [InlineData(@"\p{L}", "𠀀𐌰a", 3)]
    [InlineData(@"[^\s\p{L}]", "😀😀 a", 2)]
    [InlineData(@"^a", "a\na", 2)]
    [InlineData(@"\p{Han}+", "漢字𠀀 かな", 1)]
    [InlineData(@"[\p{L}&&[^\p{Han}]]+", "漢a字b𠀀c𐌰", 3)]
    [InlineData(@"\P{Han}+", "漢a字b", 2)]
    public void Characters_beyond_the_first_plane_are_one_character_of_their_class(string pattern, string text, int count)
    {
        Assert.Equal(count, Find(new RegexPattern(pattern), text).Count);
    }

    [Fact]
    public void Matches_are_given_in_the_units_of_the_text()
    {
        Assert.Equal([(2, 3), (5, 6)], Find(new RegexPattern("b"), "😀b😀b"));
    }

    [Fact]
    public void A_pattern_that_would_backtrack_for_ever_does_not()
    {
        var clock = Stopwatch.StartNew();

        Assert.Empty(Find(new RegexPattern("(a+)+$b"), new string('a', 5_000)));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void A_pattern_that_must_backtrack_runs_into_the_time_limit()
    {
        var pattern = new RegexPattern("(?!x)(a|aa)+$b", TimeSpan.FromMilliseconds(50));

        var error = Assert.Throws<TimeoutException>(() => Find(pattern, new string('a', 200)));

        Assert.Contains("(?!x)(a|aa)+$b", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pattern_that_is_slow_at_every_place_runs_into_the_time_limit()
    {
        var pattern = new RegexPattern("(?!x)(a|aa)+$b|c", TimeSpan.FromMilliseconds(200));
        var text = string.Concat(Enumerable.Repeat(new string('a', 20) + "c", 2_000));
        var clock = Stopwatch.StartNew();

        Assert.Throws<TimeoutException>(() => Find(pattern, text));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10));
    }

    private static List<(int Start, int End)> Find(RegexPattern pattern, string text)
    {
        var matches = new MatchList();
        pattern.FindAll(text, ref matches);
        var found = new List<(int, int)>();
        for (var i = 0; i < matches.Count; i++)
            found.Add(matches[i]);
        matches.Dispose();
        return found;
    }
}
