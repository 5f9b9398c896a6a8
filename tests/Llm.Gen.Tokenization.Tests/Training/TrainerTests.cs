using System.Text;
using Llm.Gen.Tests;

namespace Llm.Gen.Tokenization.Tests;

public class TrainerTests
{
    [Fact]
    public void Training_from_files_is_training_on_their_lines()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("one.txt"), "the cat\n\nthe hat\r\nthat", new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        File.WriteAllText(folder.File("two.txt"), string.Concat(Enumerable.Repeat("grüße ", 30_000)) + "\n");
        var options = new BpeTrainingOptions { VocabularySize = 280 };

        var fromFiles = BpeTrainer.TrainFromFiles([folder.File("one.txt"), folder.File("two.txt")], options);
        var fromLines = BpeTrainer.Train(["the cat\n", "\n", "the hat\r\n", "that", string.Concat(Enumerable.Repeat("grüße ", 30_000)) + "\n"], options);

        Assert.Equal(Saved(fromLines), Saved(fromFiles));
    }

    [Fact]
    public void A_file_that_is_not_UTF8_is_an_error_with_the_place()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("bad.txt"), [.. "good\nüb"u8, 0xFF, .. "er\n"u8]);

        var error = Assert.Throws<InvalidDataException>(() => BpeTrainer.TrainFromFiles([folder.File("bad.txt")]));

        Assert.Contains("bad.txt: the byte 0xFF at position 8 is not UTF-8", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_training_tells_its_progress_and_can_be_stopped()
    {
        var reports = new Reports();
        using var cancellation = new CancellationTokenSource();
        var texts = Enumerable.Range(0, 3_000).Select(i => $"word{i} other{i * 7} ");

        BpeTrainer.Train(texts, new() { VocabularySize = 5_000 }, reports);
        cancellation.Cancel();

        Assert.Equal([(1_000L, 0), (2_000L, 0), (3_000L, 0), (3_000L, 1_000)], reports.Seen.Take(4).Select(report => (report.Texts, report.Tokens)));
        Assert.Throws<OperationCanceledException>(() => BpeTrainer.Train(texts, cancellationToken: cancellation.Token));
    }

    [Fact]
    public void An_empty_text_gives_the_bytes_alone()
    {
        Assert.Equal(256, BpeTrainer.Train([]).VocabularySize);
    }

    [Fact]
    public void A_role_needs_a_special_token()
    {
        var error = Assert.Throws<ArgumentException>(() => BpeTrainer.Train([], new() { EndOfText = "</s>" }));

        Assert.Contains("'</s>' has a role but is not among the special tokens", error.Message, StringComparison.Ordinal);
    }

    private static byte[] Saved(Tokenizer tokenizer)
    {
        using var folder = new TemporaryFolder();
        tokenizer.Save(folder.Path);
        return File.ReadAllBytes(folder.File("tokenizer.json"));
    }

    private sealed class Reports : IProgress<TrainingProgress>
    {
        public List<TrainingProgress> Seen { get; } = [];

        public void Report(TrainingProgress value) => Seen.Add(value);
    }
}
