using System.Text;
using Llm.Gen.Tests;

namespace Llm.Gen.Cli.Tests.Commands;

public class TokenizerTests
{
    private const string Text = "The cat sat on the mat. Der Hund läuft über die Straße. 猫が好き\n";

    [Theory]
    [InlineData("bpe")]
    [InlineData("characters")]
    public void A_trained_tokenizer_gives_a_text_back(string type)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("text"), string.Concat(Enumerable.Repeat(Text, 20)));

        var trained = Llm.Run("tokenizer", "train", "--data", folder.File("text"), "--output", folder.File("out"), "--type", type, "--json");

        Assert.Equal((0, ""), (trained.ExitCode, trained.Error));
        Assert.True(trained.Json.GetProperty("vocabulary_size").GetInt32() > 30);
        var ids = Llm.Run(["tokenizer", "encode", folder.File("out")], "\"the mat \\u732b\"\n\n\"\"\n");
        Assert.Equal((0, ""), (ids.ExitCode, ids.Error));
        var lines = ids.Output.TrimEnd('\n').Split('\n');
        Assert.Equal("[]", lines[1]);
        var texts = Llm.Run(["tokenizer", "decode", folder.File("out")], ids.Output);
        Assert.Equal("\"the mat 猫\"\n\"\"\n", texts.Output);
    }

    [Theory]
    [InlineData("wordpiece", "the mat der hund", "200")]
    [InlineData("unigram", "the mat Der Hund", "80")]
    public void A_tokenizer_of_words_gives_words_back(string type, string expected, string size)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("text"), string.Concat(Enumerable.Repeat(Text, 20)));

        var trained = Llm.Run("tokenizer", "train", "--data", folder.File("text"), "--output", folder.File("out"), "--type", type, "--vocabulary-size", size, "--json");

        Assert.Equal((0, ""), (trained.ExitCode, trained.Error));
        var ids = Llm.Run(["tokenizer", "encode", folder.File("out")], "\"the mat Der Hund\"\n");
        Assert.Equal($"\"{expected}\"\n", Llm.Run(["tokenizer", "decode", folder.File("out")], ids.Output).Output);
    }

    [Fact]
    public void Lines_that_cannot_be_used_are_named()
    {
        using var folder = Trained();

        Llm.Run(["tokenizer", "encode", folder.File("out")], "17\n").AssertRefused("line 1");
        Llm.Run(["tokenizer", "encode", folder.File("out")], Encoding.Latin1.GetBytes("\"\xE9\"\n")).AssertRefused("UTF-8");
        Llm.Run(["tokenizer", "decode", folder.File("out")], "\"text\"\n").AssertRefused("line 1");
        Llm.Run(["tokenizer", "decode", folder.File("out")], "[999999]\n").AssertRefused("999999");
        Llm.Run(["tokenizer", "decode", folder.File("out")], "[-1]\n").AssertRefused("-1");
    }

    [Fact]
    public void Texts_that_cannot_be_trained_on_are_refused_and_nothing_is_written()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("latin"), Encoding.Latin1.GetBytes("caf\xE9"));
        File.WriteAllText(folder.File("empty"), "");

        foreach (var type in (string[])["bpe", "characters"])
        {
            foreach (var name in (string[])["latin", "empty", "nowhere"])
                Llm.Run("tokenizer", "train", "--data", folder.File(name), "--output", folder.File("out"), "--type", type).AssertRefused(folder.File(name));
        }

        Assert.False(Directory.Exists(folder.File("out")));
    }

    [Fact]
    public void A_setting_of_another_type_is_refused()
    {
        using var folder = Trained();

        Llm.Run("tokenizer", "train", "--data", folder.File("text"), "--output", folder.File("o"), "--type", "characters", "--vocabulary-size", "9")
            .AssertRefused("--vocabulary-size");
    }

    [Fact]
    public void A_vocabulary_smaller_than_the_bytes_is_refused()
    {
        using var folder = Trained();

        Llm.Run("tokenizer", "train", "--data", folder.File("text"), "--output", folder.File("o"), "--vocabulary-size", "256", "--end-of-text", "<end>")
            .AssertRefused("--vocabulary-size is 256; the bytes and special tokens alone are 257");
    }

    [Fact]
    public void Torch_is_never_loaded()
    {
        using var folder = Trained();
        using var trace = new TemporaryFolder();

        Assert.Equal(0, Llm.Run(["tokenizer", "encode", folder.File("out")], "\"a\"\n", InspectTests.Trace(trace)).ExitCode);

        Assert.DoesNotContain("torch", InspectTests.LoadedLibraries(trace), StringComparison.OrdinalIgnoreCase);
    }

    private static TemporaryFolder Trained()
    {
        var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("text"), Text);
        Assert.Equal(0, Llm.Run("tokenizer", "train", "--data", folder.File("text"), "--output", folder.File("out")).ExitCode);
        return folder;
    }
}
