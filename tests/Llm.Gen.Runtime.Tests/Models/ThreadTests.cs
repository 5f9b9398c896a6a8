using Llm.Gen.Runtime.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime.Tests.Models;

public class ThreadTests
{
    private const int Rounds = 150;
    private const string Dynamic = """{ "rope_type": "dynamic", "factor": 2.0 }""";        // past 16 tokens every length has frequencies of its own

    [Fact]
    public void Forwards_of_many_lengths_on_two_threads_equal_those_on_one()
    {
        using var model = Llama.Create(new CreateOptions { Deviation = 0.2 }, positions: 16, scaling: Dynamic);
        var expected = Enumerable.Range(1, 40).Select(length => Logits(model, length)).ToArray();

        OnTwoThreads(seed =>
        {
            var random = new Random(seed);
            for (var round = 0; round < Rounds; round++)
            {
                var length = random.Next(1, 41);
                Assert.Equal(expected[length - 1], Logits(model, length));
            }
        });
    }

    [Fact]
    public void Two_caches_on_two_threads_decode_as_one_does_alone()
    {
        using var model = Llama.Create(new CreateOptions { Deviation = 0.2 }, positions: 128);
        var expected = Decode(model, 100);

        OnTwoThreads(_ =>
        {
            for (var round = 0; round < 4; round++)
                Assert.Equal(expected, Decode(model, 100));
        });
    }

    [Fact]
    public void One_cache_on_two_threads_takes_one_pass_at_a_time()
    {
        using var model = Llama.Create(positions: 2 * Rounds);
        using var cache = new KvCache(model);

        OnTwoThreads(_ =>
        {
            using var frozen = no_grad();
            for (var round = 0; round < Rounds; round++)
            {
                using var scope = NewDisposeScope();
                using var pass = new Pass { Cache = cache };
                model.call(Tokens.Batch(1, 3), pass);
            }
        });

        Assert.Equal(2 * Rounds, cache.Length);
    }

    [Fact]
    public void A_cache_that_is_freed_while_passes_run_refuses_the_next_one()
    {
        using var model = Llama.Create(positions: 1_000_000);
        for (var round = 0; round < 20; round++)
        {
            var cache = new KvCache(model);
            using var begun = new ManualResetEventSlim();
            var thread = new Thread(() =>
            {
                begun.Wait();
                cache.Dispose();
            });
            thread.Start();

            var failure = Assert.Throws<ObjectDisposedException>(() =>
            {
                using var frozen = no_grad();
                for (var i = 0; i < 300_000; i++)
                {
                    using var scope = NewDisposeScope();
                    using var pass = new Pass { Cache = cache };
                    model.call(Tokens.Batch(1, 3), pass);
                    begun.Set();
                }
            });

            thread.Join();
            Assert.StartsWith("The cache of Llama was disposed of; make a new one.", failure.Message);
        }
    }

    [Fact]
    public void Graphs_on_two_threads_are_refused_until_the_first_is_let_go_of()
    {
        using var model = Llama.Create();
        using var scope = NewDisposeScope();
        var pass = new Pass();
        var hidden = model.Hidden(Tokens.Batch(1, 1, 2, 3), pass);

        var refused = OnAnotherThread(() => Learn(model));
        var read = OnAnotherThread(() => Logits(model, 5));
        Backpropagation.Run(hidden.square().sum());
        pass.Dispose();
        var allowed = OnAnotherThread(() => Learn(model));

        Assert.Contains($"Thread {Environment.CurrentManagedThreadId} has a pass with gradients of Llama", Assert.IsType<InvalidOperationException>(refused).Message);
        Assert.Contains("Dispose of that pass first (using var pass = ...), run under torch.no_grad()", refused.Message);
        Assert.Null(read);
        Assert.Null(allowed);
    }

    [Fact]
    public async Task Saving_and_moving_wait_for_the_turn_of_another_thread()
    {
        using var model = Llama.Create();
        using var folder = new Llm.Gen.Tests.TemporaryFolder();
        Task saved, moved;
        using (var turn = new HeldTurn(model))
        {
            saved = Task.Run(() => model.Save(folder.Path));
            moved = Task.Run(() => model.to(ScalarType.BFloat16));
            await Task.Delay(50);
            Assert.False(saved.IsCompleted || moved.IsCompleted);
            Assert.Empty(Directory.GetFiles(folder.Path));
        }

        await Task.WhenAll(saved, moved);
        Assert.Equal(ScalarType.BFloat16, model.Placement.Type);
        Assert.Equal(2, Directory.GetFiles(folder.Path).Length);
    }

    [Fact]
    public void A_disposed_model_refuses_everything_by_its_name()
    {
        using var cacheless = new Pass();
        var model = Llama.Create();
        var generator = new Generator(model);
        model.Dispose();
        model.Dispose();
        using var scope = NewDisposeScope();

        Refused(() => model.call(Tokens.Batch(1, 1), cacheless));
        Refused(() => model.Score(zeros(1, 32)));
        Refused(() => model.Save(Path.Combine(Path.GetTempPath(), "never")));
        Refused(() => model.Freeze());
        Refused(() => model.TakeTurn());
        Refused(() => generator.GenerateAsync([1]).ToBlockingEnumerable().ToList());

        static void Refused(Action use) =>
            Assert.StartsWith("The model Llama was disposed of; keep it for as long as something uses it.", Assert.Throws<ObjectDisposedException>(use).Message);
    }

    private static float[] Logits(Llama model, int length)
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        using var pass = new Pass();
        return model.call(Tokens.Batch(1, Tokens.Draw(length, 40, length)), pass).data<float>().ToArray();
    }

    private static List<float[]> Decode(Llama model, int tokens)
    {
        using var frozen = no_grad();
        using var cache = new KvCache(model);
        var logits = new List<float[]>();
        foreach (var id in Tokens.Draw(tokens, 40))
        {
            using var scope = NewDisposeScope();
            using var pass = new Pass { Cache = cache };
            logits.Add(model.call(Tokens.Batch(1, id), pass).data<float>().ToArray());
        }
        return logits;
    }

    private static void Learn(Llama model)
    {
        using var scope = NewDisposeScope();
        using var pass = new Pass();
        Backpropagation.Run(model.Hidden(Tokens.Batch(1, 4, 5), pass).square().sum());
    }

    private static void OnTwoThreads(Action<int> work)
    {
        var failures = new Exception?[2];
        var threads = Enumerable.Range(0, 2).Select(i => new Thread(() => failures[i] = Record.Exception(() => work(i)))).ToArray();
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Assert.All(failures, Assert.Null);
    }

    private static Exception? OnAnotherThread(Action work)
    {
        Exception? failure = null;
        var thread = new Thread(() => failure = Record.Exception(work));
        thread.Start();
        thread.Join();
        return failure;
    }
}
