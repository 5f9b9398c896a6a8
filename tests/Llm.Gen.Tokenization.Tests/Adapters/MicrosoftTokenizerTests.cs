using System.Buffers;
using Llm.Gen.Tests;
using Microsoft.ML.Tokenizers;

namespace Llm.Gen.Tokenization.Tests;

public class MicrosoftTokenizerTests
{
    private static readonly Tokenizer Ours = BpeTrainer.Train(["The cat sat on the mat. 猫はマットの上に座った。"], new() { VocabularySize = 290, SpecialTokens = ["<s>"] });
    private static readonly Microsoft.ML.Tokenizers.Tokenizer Theirs = new MicrosoftTokenizer(Ours);

    [Theory]
    [InlineData("The cat <s> 猫 sat")]
    [InlineData("")]
    [InlineData("🌍🌍")]
    public void Their_interface_gives_what_ours_gives(string text)
    {
        var ids = Ours.EncodeToIds(text, parseSpecialTokens: false);

        Assert.Equal(ids, Theirs.EncodeToIds(text));
        Assert.Equal(ids.Count, Theirs.CountTokens(text));
        Assert.Equal(text, Theirs.Decode(ids));
        Assert.Equal(Ours.EncodeToTokens(text, parseSpecialTokens: false).Select(token => (token.Id, token.Value, token.Offset)), Theirs.EncodeToTokens(text, out _).Select(token => (token.Id, token.Value, token.Offset)));
    }

    [Fact]
    public void A_limit_cuts_between_characters()
    {
        const string text = "cat 🌍🌍";

        for (var count = 0; count < 15; count++)
        {
            var ids = Theirs.EncodeToIds(text, count, out _, out var consumed);
            var index = Theirs.GetIndexByTokenCount(text, count, out _, out var tokens);
            var last = Theirs.GetIndexByTokenCountFromEnd(text, count, out _, out var lastTokens);

            Assert.Equal((consumed, ids.Count), (index, tokens));
            Assert.Equal(text[..consumed], Theirs.Decode(ids));
            Assert.True(ids.Count <= count && lastTokens <= count);
            Assert.False(last > 0 && char.IsLowSurrogate(text, Math.Min(last, text.Length - 1)) && last < text.Length);
        }
    }

    [Fact]
    public void Decoding_into_a_short_buffer_stops_between_characters()
    {
        var ids = Theirs.EncodeToIds("cat 🌍");
        var buffer = new char[5];

        var status = Theirs.Decode(ids, buffer, out var consumed, out var written);

        Assert.Equal(OperationStatus.DestinationTooSmall, status);
        Assert.Equal("cat ", new string(buffer, 0, written));
        Assert.Equal("cat ", Ours.Decode(ids.Take(consumed)));
    }

    [DataFact("tokenizers/tiktoken")]
    public void Their_own_tokenizer_of_the_same_ranks_agrees()
    {
        var path = SharedData.Find("tokenizers/tiktoken/cl100k_base.tiktoken");
        var theirs = Microsoft.ML.Tokenizers.TiktokenTokenizer.Create(path, new RegexPreTokenizer(new(Gpt4Scanner.ThreeDigits), null), null);
        var ours = new MicrosoftTokenizer(Tokenizer.Load(path));

        foreach (var text in (string[])["Hello, world! I'll be 12345 miles away.\n\n  ok", "naïve café 你好", "for (int i = 0; i < 10; i++) {\n\tfoo();\n}"])
            Assert.Equal(theirs.EncodeToIds(text), ours.EncodeToIds(text));
    }

    [Fact]
    public void What_cannot_be_left_out_is_refused()
    {
        Assert.Throws<NotSupportedException>(() => Theirs.EncodeToIds("a", considerNormalization: false));
    }
}
