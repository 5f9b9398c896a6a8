using System.Collections.Concurrent;
using Llm.Gen.Data;
using Llm.Gen.Runtime;
using Llm.Gen.Tests;
using static TorchSharp.torch;
using Generator = Llm.Gen.Runtime.Generator;

namespace Llm.Gen.Training.Tests;

/// <summary>A model that is trained on one thread and used on others: each sees whole steps, and the run is the one that it would be alone.</summary>
[Collection(LiveTensors.Name)]
public sealed class ThreadTests : IDisposable
{
    private const int Steps = 60;
    private readonly TemporaryFolder _folder = new();
    private readonly TokenFile _tokens;

    public ThreadTests() => _tokens = SquareTokens.Open(_folder.File("a.tokens"), 2_000);

    [Theory]
    [InlineData(Precision.Float32)]
    [InlineData(Precision.BFloat16)]
    public void Texts_and_files_made_while_a_model_trains_are_those_between_two_steps(Precision precision)
    {
        using var alone = Create(precision);
        HashSet<string> texts = [Text(alone)], weights = [Numbers(alone)];
        var expected = new Recorder
        {
            AfterStep = _ =>
            {
                texts.Add(Text(alone));
                weights.Add(Numbers(alone));
            },
        };
        Train(alone, expected);
        using var model = Create(precision);
        var (made, saved) = (new ConcurrentBag<string>(), new ConcurrentBag<string>());
        using var over = new CancellationTokenSource();

        var threads = new[]
        {
            Repeat(over.Token, () => made.Add(Text(model))),
            Repeat(over.Token, () => saved.Add(SavedAndLoaded(model))),
        };
        var heard = new Recorder();
        Train(model, heard);
        over.Cancel();
        Array.ForEach(threads, thread => thread.Join());

        Assert.Equal(expected.Steps.Select(step => step.Loss), heard.Steps.Select(step => step.Loss));
        Assert.Equal(Numbers(alone), Numbers(model));
        Assert.NotEmpty(made);
        Assert.NotEmpty(saved);
        Assert.All(made, text => Assert.Contains(text, texts));
        Assert.All(saved, numbers => Assert.Contains(numbers, weights));
    }

    [Fact]
    public void A_model_disposed_of_while_it_trains_ends_the_run()
    {
        for (var round = 0; round < 10; round++)
        {
            var model = Create(Precision.Float32);
            var heard = new Recorder();
            using var begun = new ManualResetEventSlim();
            var disposing = new Thread(() =>
            {
                begun.Wait();
                model.Dispose();
            });
            disposing.Start();

            var failure = Assert.Throws<ObjectDisposedException>(() => Train(model, new Recorder { AfterStep = _ => begun.Set() }, steps: 1_000_000));

            disposing.Join();
            Assert.StartsWith("The model Tiny was disposed of", failure.Message);
        }
    }

    [Fact]
    public void A_pass_with_gradients_on_another_thread_keeps_a_run_from_its_step()
    {
        using var model = Create(Precision.Float32);
        using var scope = NewDisposeScope();
        using var pass = new Pass();
        using var hidden = model.Hidden(tensor(new long[] { 1, 2, 3 }).view(1, 3), pass);
        Exception? failure = null;

        var other = new Thread(() => failure = Record.Exception(() => Train(model, new Recorder())));
        other.Start();
        other.Join();

        Assert.Contains("has a pass with gradients of Tiny", Assert.IsType<InvalidOperationException>(failure).Message);
    }

    public void Dispose()
    {
        _tokens.Dispose();
        _folder.Dispose();
    }

    private static Tiny.Model Create(Precision precision) => Tiny.Create(new() { Precision = precision, Seed = 1, Deviation = 0.2 });

    private void Train(Tiny.Model model, Recorder heard, long steps = Steps)
    {
        var options = new TrainingOptions { Steps = steps, BatchSize = 2, LearningRate = 0.02, Progress = ProgressDisplay.Silent };
        using var trainer = new Trainer(model, new TokenBatches(_tokens.All, 16, seed: 7), null, options, callbacks: [heard]);
        trainer.Run();
    }

    private static string Text(Tiny.Model model) =>
        string.Join(' ', new Generator(model).GenerateAsync([1, 2], new() { MaxNewTokens = 25, StopTokens = [] }).ToBlockingEnumerable());

    private string SavedAndLoaded(Tiny.Model model)
    {
        model.Save(_folder.File("saved"));
        using var loaded = Tiny.Load(_folder.File("saved"));
        return Numbers(loaded);
    }

    private static string Numbers(Tiny.Model model)
    {
        using var scope = NewDisposeScope();
        return string.Join(' ', model.Weights().Select(weight => weight.Parameter.detach().to(ScalarType.Float64).abs().sum().item<double>().ToString("R")));
    }

    private static Thread Repeat(CancellationToken until, Action work)
    {
        var thread = new Thread(() =>
        {
            do
                work();
            while (!until.IsCancellationRequested);
        });
        thread.Start();
        return thread;
    }
}
