using System.Text;

namespace Llm.Gen.Tokenization.Tests;

/// <summary>The hand-written scanners against the regular expressions that they stand for.</summary>
public class ScannerTests
{
    private const string Alphabet = "aZ sS'tTdDmMlLvVrReE\u017F\r\n\t 01٣²½Ⅷ é中文ภ\u0301\u200D.,!?-_(₤😀𝟙𠀀𐌰\u00A0\u3000\u0085\uD83D\uDE00";

    [Theory]
    [InlineData(Gpt2Scanner.Pattern)]
    [InlineData(Gpt4Scanner.SingleDigits)]
    [InlineData(Gpt4Scanner.ThreeDigits)]
    [InlineData(CharacterScanner.Pattern)]
    public void A_scanner_splits_as_its_pattern_does(string pattern)
    {
        var (byScanner, byPattern) = (new Pieces(), new Pieces());
        var scanner = Scanner(pattern, byScanner);
        var split = new SplitStage(new RegexPattern(Comparable(pattern)), SplitBehavior.Isolated, false, byPattern);
        var random = new Random(4);
        for (var i = 0; i < 20_000; i++)
        {
            var text = RandomText(random);
            byScanner.Found.Clear();
            byPattern.Found.Clear();

            scanner.Process(text, 0, new EncodeState());
            split.Process(text, 0, new EncodeState());

            Assert.True(byPattern.Found.SequenceEqual(byScanner.Found), $"'{text}': pattern [{string.Join('|', byPattern.Found)}], scanner [{string.Join('|', byScanner.Found)}]");
        }
    }

    // .NET does not know that the long s is an s.
    private static string Comparable(string pattern) => pattern.Replace("(?i:'s", "(?i:'[s\u017F]", StringComparison.Ordinal);

    private static Stage Scanner(string pattern, Stage next) => pattern switch
    {
        Gpt2Scanner.Pattern => new ScannerStage<Gpt2Scanner>(default, next),
        CharacterScanner.Pattern => new ScannerStage<CharacterScanner>(default, next),
        _ => new ScannerStage<Gpt4Scanner>(new(pattern == Gpt4Scanner.SingleDigits ? 1 : 3), next),
    };

    // Whole characters and lone surrogates alike.
    private static string RandomText(Random random)
    {
        var text = new StringBuilder();
        for (var length = random.Next(12); length > 0; length--)
            text.Append(Alphabet[random.Next(Alphabet.Length)]);
        return text.ToString();
    }

    private sealed class Pieces : Stage
    {
        public List<string> Found { get; } = [];

        public override void Process(ReadOnlySpan<char> text, int at, EncodeState state) => Found.Add(text.ToString());
    }
}
