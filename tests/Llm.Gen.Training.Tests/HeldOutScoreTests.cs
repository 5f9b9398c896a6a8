using Llm.Gen.Data;
using Llm.Gen.Runtime;
using Llm.Gen.Tests;

namespace Llm.Gen.Training.Tests;

public sealed class HeldOutScoreTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(1_000)]
    public void Every_window_counts_once_whatever_the_batch(int batchSize)
    {
        using var folder = new TemporaryFolder();
        using var file = SquareTokens.Open(folder.File("tokens"), 8 * 11 + 1);
        using var model = Tiny.Create(new CreateOptions { Seed = 3 });
        using var task = new NextTokenTask();

        var score = HeldOutScore.Of(model, file.All, 8, batchSize);

        var windows = new TokenWindows(file.All, 8);
        var sum = 0.0;
        var (inputs, labels) = (new long[8], new long[8]);
        for (var window = 0; window < windows.Count; window++)
        {
            windows.Read(window, 0, inputs, labels);
            using var batch = new MicroBatch(TorchSharp.torch.tensor(inputs).view(1, -1), TorchSharp.torch.tensor(labels).view(1, -1));
            sum += task.Score(model, batch);
        }
        Assert.Equal(8 * 11, score.Targets);
        Assert.Equal(sum / score.Targets, score.Loss, 5);
        Assert.Equal(Math.Exp(score.Loss), score.Perplexity);
    }
}
