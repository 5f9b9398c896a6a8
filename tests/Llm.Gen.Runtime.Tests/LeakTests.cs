using Llm.Gen.Runtime.Tests.Support;
using Llm.Gen.Tests;
using TorchSharp;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime.Tests;

[CollectionDefinition(nameof(LiveTensors), DisableParallelization = true)]
public class LiveTensors;

/// <summary>Nothing grows from step to step: tensors, managed memory, native memory. No garbage collection is asked for between the two counts of tensors.</summary>
[Collection(nameof(LiveTensors))]
public class LeakTests
{
    private const string Dynamic = """{ "rope_type": "dynamic", "factor": 2.0 }""";

    [Theory]
    [InlineData(Precision.Float32, "null")]
    [InlineData(Precision.BFloat16, "null")]
    [InlineData(Precision.Float32, Dynamic)]
    public void A_thousand_decode_steps_of_a_padded_batch_leave_no_tensor(Precision precision, string scaling)
    {
        using var model = Llama.Create(new CreateOptions { Precision = precision }, positions: 1100, scaling: scaling);
        using var cache = new KvCache(model, batch: 3, reserve: 1100);
        using var _ = no_grad();
        void Step(Tensor tokens, int[]? padding = null)
        {
            using (tokens)
            {
                using var pass = new Pass { Cache = cache, Padding = padding };
                using var logits = model.call(tokens, pass);
            }
        }
        void Prompt()
        {
            cache.Reset();
            Step(Tokens.Batch(3, Tokens.Draw(15, 40)), [0, 4, 2]);
        }
        Prompt();

        Unchanged(60, 1_000, () =>
        {
            if (cache.Length == 1_080)
                Prompt();
            Step(Tokens.Batch(3, 3, 4, 5));
        });
    }

    [Fact]
    public async Task A_thousand_generated_tokens_of_unequal_prompts_leave_no_tensor()
    {
        using var model = new CountingModel(Llama.Create(positions: 1100));
        var options = new GenerationOptions { MaxNewTokens = 1_000, StopTokens = [], Temperature = 1, TopP = 0.9, RepetitionPenalty = 1.1 };
        await foreach (var _ in new Generator(model).GenerateAsync([1], options))
        {
        }
        model.Counts.Clear();
        var before = await model.LiveOnItsThread();                      // the model keeps its table of turns

        var tokens = new Generator(model).StreamAsync([[1, 2, 3], [4], [5, 6, 7, 8, 9, 10, 11]], options).ToBlockingEnumerable().Count();

        Assert.Equal(3_000, tokens);
        Assert.Equal(1_000, model.Counts.Count);
        Assert.Equal(model.Counts[^1], model.Counts[20]);
        Assert.Equal(before, await model.LiveOnItsThread());
    }

    [Theory]
    [InlineData(false, Precision.Float32)]
    [InlineData(true, Precision.Float32)]
    [InlineData(false, Precision.BFloat16)]
    [InlineData(true, Precision.BFloat16)]
    public void A_hundred_training_steps_leave_no_tensor(bool checkpointing, Precision precision)
    {
        using var model = Llama.Create(new CreateOptions { Precision = precision }, bias: true, tied: false);

        Unchanged(5, 100, () => Learn(model, 20, checkpointing));
    }

    [Theory]
    [InlineData("null")]
    [InlineData(Dynamic)]
    public void Training_steps_of_many_lengths_leave_no_tensor(string scaling)
    {
        using var model = Llama.Create(positions: 16, scaling: scaling);
        var random = new Random(1);

        Unchanged(5, 100, () => Learn(model, 2 * random.Next(1, scaling == Dynamic ? 60 : 17), checkpointing: false));
    }

    [Fact]
    public void A_graph_whose_backward_never_runs_keeps_nothing_after_its_pass()
    {
        using var model = Llama.Create();

        Unchanged(2, 20, () =>
        {
            using var scope = NewDisposeScope();
            using var pass = new Pass();
            model.call(Tokens.Batch(1, 1, 2, 3), pass);
        });
    }

    [Fact]
    public void Models_that_come_and_go_leave_no_tensor_no_thread_and_no_file()
    {
        using var folder = new TemporaryFolder();
        var open = 0;
        void Step()
        {
            using var model = Llama.Create();
            model.Save(folder.Path);
            using var loaded = Llama.Load(folder.Path, new LoadOptions { Precision = Precision.BFloat16 });
            Learn(loaded, 8, checkpointing: false);                 // the table of turns, which generation needs too, is made and freed on this thread
            Assert.Equal(2, new Generator(loaded).GenerateAsync([1], new GenerationOptions { MaxNewTokens = 2, StopTokens = [] }).ToBlockingEnumerable().Count());
            loaded.to(ScalarType.Float32);
            Learn(loaded, 8, checkpointing: false);
            open = OpenFiles();
        }
        Step();
        var (files, threads) = (open, ModelThreads());

        Unchanged(1, 20, Step);

        Assert.Equal(files, open);
        Assert.True(SpinWait.SpinUntil(() => ModelThreads() <= threads, TimeSpan.FromSeconds(10)), $"{ModelThreads()} threads of models, {threads} before");
    }

    /// <summary>Tensors must be as many after the steps. Memory that a compiler in the background takes is no leak: what leaks grows in every round.</summary>
    private static void Unchanged(int warmUp, int steps, Action step)
    {
        const int Rounds = 6;
        const long Slack = 128 * 1024;
        for (var i = 0; i < warmUp; i++)
            step();

        var (managed, native) = (0L, 0L);
        for (var round = 0; round < Rounds; round++)
        {
            var before = (Managed: GC.GetTotalMemory(forceFullCollection: true), Native: NativeHeap.Bytes);
            var tensors = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
            for (var i = 0; i < steps; i++)
                step();
            Assert.Equal(tensors, DisposeScopeManager.Statistics.ThreadTotalLiveCount);

            (managed, native) = (GC.GetTotalMemory(forceFullCollection: true) - before.Managed, NativeHeap.Bytes - before.Native);
            if (managed <= Slack && native <= Slack)
                return;
        }
        Assert.Fail($"{steps} steps took {managed:N0} bytes of managed and {native:N0} of native memory, and did so {Rounds} times.");
    }

    private static void Learn(Llama model, int length, bool checkpointing)
    {
        using var scope = NewDisposeScope();
        using var pass = new Pass { Checkpointing = checkpointing };
        var tokens = Tokens.Batch(2, Tokens.Draw(length, 40));
        Backpropagation.Run(CrossEntropy.Mean(model, model.Hidden(tokens, pass), tokens));
        model.zero_grad();
    }

    private static int OpenFiles() => OperatingSystem.IsLinux() ? Directory.GetFileSystemEntries("/proc/self/fd").Length : 0;

    private static int ModelThreads() => OperatingSystem.IsLinux()
        ? Directory.GetDirectories("/proc/self/task").Count(task => File.Exists(task + "/comm") && File.ReadAllText(task + "/comm").StartsWith("Llm.Gen model", StringComparison.Ordinal))
        : 0;
}
