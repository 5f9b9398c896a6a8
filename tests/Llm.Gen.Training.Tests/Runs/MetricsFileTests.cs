using Llm.Gen.Tests;

namespace Llm.Gen.Training.Tests;

public sealed class MetricsFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string FilePath => _folder.File("metrics.jsonl");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_written_is_read()
    {
        RunMetric[] metrics = [new() { Step = 0, ValidationLoss = 7.5 }, new() { Step = 1, Loss = 1.0 / 3, LearningRate = 1e-3, GradientNorm = 2, Tokens = 10, Seconds = 0.5, TokensPerSecond = 20 }];

        Write(0, metrics);

        Assert.Equal(metrics, MetricsFile.Read(FilePath));
    }

    [Fact]
    public void Continuing_drops_the_lines_after_the_checkpoint_and_a_line_cut_off()
    {
        Write(0, new() { Step = 1 }, new() { Step = 2 }, new() { Step = 3 });
        File.AppendAllText(FilePath, "{\"step\":4");

        Write(2, new RunMetric() { Step = 3, Loss = 9 });

        Assert.Equal([1, 2, 3], MetricsFile.Read(FilePath).Select(m => m.Step));
        Assert.Equal(9, MetricsFile.Read(FilePath)[2].Loss);
    }

    [Theory]
    [InlineData("step")]
    [InlineData("{}")]
    [InlineData("{\"step\":\"1\"}")]
    [InlineData("{\"step\":1,\"los\":1}")]
    public void A_damaged_line_is_named_by_its_number(string line)
    {
        File.WriteAllText(FilePath, "{\"step\":1}\n" + line + "\n");

        var error = Assert.Throws<InvalidDataException>(() => MetricsFile.Read(FilePath));

        Assert.StartsWith($"{FilePath}, line 2: not a line of metrics", error.Message);
    }

    private void Write(long step, params RunMetric[] metrics)
    {
        using var file = MetricsFile.Continue(FilePath, step);
        foreach (var metric in metrics)
            file.Write(metric);
    }
}
