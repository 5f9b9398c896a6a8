using System.Buffers;
using System.Text;

namespace Llm.Gen.Tokenization.Tests;

public class TokenizerTests
{
    private static readonly Tokenizer Trained = BpeTrainer.Train(
        ["The cat sat on the mat. Die Katze saß auf der Matte. 猫はマットの上に座った。"], new() { VocabularySize = 320, SpecialTokens = ["<s>", "</s>"] });

    [Fact]
    public void Decoding_undoes_encoding_for_any_Unicode_text()
    {
        var random = new Random(1);
        for (var i = 0; i < 2_000; i++)
        {
            var text = RandomText(random, random.Next(60));

            Assert.Equal(text, Trained.Decode(Trained.EncodeToIds(text)));
        }
    }

    [Fact]
    public void Streaming_prints_what_decoding_gives_for_any_ids()
    {
        var random = new Random(2);
        for (var i = 0; i < 2_000; i++)
        {
            var ids = Enumerable.Range(0, random.Next(30)).Select(_ => random.Next(Trained.VocabularySize)).ToArray();
            var decoder = Trained.CreateDecoder();

            var text = string.Concat(ids.Select(decoder.Add)) + decoder.Flush();

            Assert.Equal(Trained.Decode(ids), text);
        }
    }

    [Fact]
    public void A_decoder_is_ready_for_the_next_text_after_a_flush()
    {
        var decoder = Trained.CreateDecoder();
        var half = Trained.EncodeToIds("é")[0];

        Assert.Equal(("", "\uFFFD"), (decoder.Add(half), decoder.Flush()));
        Assert.Equal("a", decoder.Add(Trained.EncodeToIds("a")[0]));
    }

    [Fact]
    public void A_lone_surrogate_counts_as_the_replacement_character()
    {
        Assert.Equal(Trained.EncodeToIds("a\uFFFD"), Trained.EncodeToIds("a\uD83D"));
        Assert.Equal(Trained.EncodeToIds("\uFFFD\uFFFD b"), Trained.EncodeToIds("\uDE00\uD83D b"));
    }

    [Fact]
    public void Special_tokens_spelled_out_are_text_where_they_are_not_to_be_parsed()
    {
        Assert.Equal([0], Trained.EncodeToIds("<s>"));
        Assert.Equal("<s>", Trained.Decode(Trained.EncodeToIds("<s>", parseSpecialTokens: false)));
        Assert.Equal("", Trained.Decode(Trained.EncodeToIds("<s>")));
        Assert.Equal("<s>", Trained.Decode(Trained.EncodeToIds("<s>"), skipSpecialTokens: false));
    }

    [Fact]
    public void An_id_without_a_token_is_an_error()
    {
        Assert.Contains("No token has the id 320", Assert.Throws<ArgumentOutOfRangeException>(() => Trained.Decode([320])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Trained.CreateDecoder().Add(-1));
        Assert.False(Trained.TryGetToken(320, out _));
        Assert.False(Trained.TryGetId("no such token", out _));
    }

    [Fact]
    public void Tokens_and_ids_are_found_both_ways()
    {
        Assert.True(Trained.TryGetId("Ġ", out var id));
        Assert.True(Trained.TryGetToken(id, out var token));
        Assert.Equal("Ġ", token);
        Assert.Equal(Trained.VocabularySize - 1, Trained.LargestId);
        Assert.True(Trained.IsSpecial(1) && !Trained.IsSpecial(id));
    }

    [Fact]
    public void Many_threads_get_what_one_gets()
    {
        var random = new Random(3);
        var texts = Enumerable.Range(0, 3_000).Select(_ => RandomText(random, random.Next(80))).ToArray();
        var expected = texts.Select(text => Trained.EncodeToIds(text)).ToArray();

        var actual = texts.AsParallel().AsOrdered().WithDegreeOfParallelism(8).Select(text => Trained.EncodeToIds(text)).ToArray();

        Assert.Equal(expected, actual);
    }

    [Fact]
    public void Encoding_known_words_into_a_buffer_allocates_nothing()
    {
        var text = string.Concat(Enumerable.Repeat("The cat sat on the mat. Die Katze saß. ", 100));
        var output = new ArrayBufferWriter<int>(1 << 16);
        Trained.EncodeToIds(text, output);
        var expected = output.WrittenCount;
        output.Clear();

        var before = GC.GetAllocatedBytesForCurrentThread();
        var count = Trained.EncodeToIds(text, output) + Trained.CountTokens(text);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(2 * expected, count);
    }

    [Fact]
    public void A_very_long_word_takes_no_long_time()
    {
        var word = new string('a', 1_000_000);

        Assert.Equal(word, Trained.Decode(Trained.EncodeToIds(word)));
    }

    [Fact]
    public void More_words_than_the_cache_holds_are_encoded_all_the_same()
    {
        var text = new StringBuilder();
        for (var i = 0; i < 200_000; i++)
            text.Append(" w").Append(i);

        Assert.Equal(text.ToString(), Trained.Decode(Trained.EncodeToIds(text.ToString())));
    }

    private static string RandomText(Random random, int length)
    {
        var text = new StringBuilder();
        while (text.Length < length)
        {
            var code = random.Next(4) switch
            {
                0 => random.Next(0x80),
                1 => random.Next(0x3000),
                2 => random.Next(0xD800),
                _ => random.Next(0xE000, 0x110000),
            };
            text.Append(new Rune(code).ToString());
        }

        return text.ToString();
    }
}
