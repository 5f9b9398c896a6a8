using Llm.Gen.Tests;

namespace Llm.Gen.Tokenization.Tests;

public class SavingTests
{
    private static readonly BpeTrainingOptions Options = new()
    {
        VocabularySize = 300,
        SpecialTokens = ["<s>", "</s>", "<pad>"],
        BeginningOfText = "<s>",
        EndOfText = "</s>",
        Padding = "<pad>",
    };

    [Fact]
    public void A_saved_tokenizer_is_read_back_the_same()
    {
        using var folder = new TemporaryFolder();
        var tokenizer = BpeTrainer.Train(["to be or not to be, that is the question"], Options);

        tokenizer.Save(folder.File("deep/er"));
        var read = Tokenizer.Load(folder.File("deep/er"));

        Assert.Equal(tokenizer.EncodeToIds("<s>question?</s>"), read.EncodeToIds("<s>question?</s>"));
        Assert.Equal(tokenizer.Special, read.Special);
        Assert.Equal((0, 1, 2), (read.BosId, read.EosId, read.Special.Padding!.Id));
        Assert.Equal(tokenizer.VocabularySize, read.VocabularySize);
    }

    [Fact]
    public void Saving_replaces_what_was_there_and_leaves_no_other_files()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("tokenizer.json"), "old");

        BpeTrainer.Train(["text"], Options).Save(folder.Path);

        Assert.NotNull(Tokenizer.Load(folder.File("tokenizer.json")));
        Assert.Equal(["tokenizer.json", "tokenizer_config.json"], Directory.EnumerateFiles(folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_was_read_is_written_unchanged()
    {
        using var source = new TemporaryFolder();
        using var target = new TemporaryFolder();
        BpeTrainer.Train(["text"], Options).Save(source.Path);
        File.WriteAllText(source.File("tokenizer_config.json"), """{"eos_token": {"content": "</s>"}, "other": 1}""");
        File.WriteAllText(source.File("special_tokens_map.json"), """{"bos_token": "<s>", "unk_token": "no such token"}""");
        File.WriteAllText(source.File("chat_template.jinja"), "{{ messages }}");

        var tokenizer = Tokenizer.Load(source.Path);
        tokenizer.Save(target.Path);

        Assert.Equal((0, 1, null, null), (tokenizer.BosId, tokenizer.EosId, tokenizer.Special.Padding, tokenizer.Special.Unknown));
        foreach (var file in Directory.EnumerateFiles(source.Path))
            Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(target.File(Path.GetFileName(file))));
    }
}
