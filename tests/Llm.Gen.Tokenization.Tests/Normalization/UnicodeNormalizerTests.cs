using System.Text;

namespace Llm.Gen.Tokenization.Tests;

public class UnicodeNormalizerTests
{
    [Theory]
    [InlineData("plain ASCII, and é", "plain ASCII, and é")]
    [InlineData("e\u0301", "é")]
    [InlineData("q\u0307\u0323", "q\u0323\u0307")]
    [InlineData("s\u0323\u0307 s\u0307\u0323", "\u1E69 \u1E69")]
    [InlineData("\u212B\u2126", "ÅΩ")]
    [InlineData("\u1100\u1161\u11A8 \uAC00\u11A8", "각 각")]
    [InlineData("\u0958", "\u0915\u093C")]
    [InlineData("\u0344", "\u0308\u0301")]
    [InlineData("\U0001D15E", "\U0001D157\U0001D165")]
    [InlineData("\u0301a", "\u0301a")]
    public void Texts_are_composed(string text, string expected)
    {
        Assert.Equal(expected, Normalize(text));
    }

    [Fact]
    public void A_lone_surrogate_becomes_the_replacement_character()
    {
        Assert.Equal("a\uFFFD", Normalize("a\uD800"));
    }

    [Fact]
    public void Normalizing_twice_changes_nothing_more()
    {
        var random = new Random(6);
        for (var i = 0; i < 2_000; i++)
        {
            var text = new StringBuilder();
            for (var length = random.Next(10); length >= 0; length--)
                text.Append(new Rune(random.Next(3) == 0 ? random.Next(0x300, 0x370) : random.Next(0xD800)).ToString());

            var once = Normalize(text.ToString());

            Assert.Equal(once, Normalize(once));
        }
    }

    [Fact]
    public void A_letter_with_a_million_marks_takes_no_long_time()
    {
        var marks = string.Concat(Enumerable.Repeat("\u0301\u0323", 500_000));

        Assert.Equal(1_000_000, Normalize("x" + marks).Length - 1);
    }

    private static string Normalize(string text)
    {
        var output = new TextBuffer(text.Length);
        new UnicodeNormalizer(UnicodeForm.NFC).Normalize(text, ref output);
        return output.Text.ToString();
    }
}
