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
