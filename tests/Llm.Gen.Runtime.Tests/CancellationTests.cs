using Llm.Gen.Runtime.Tests.Support;
using Llm.Gen.Tests;
using TorchSharp;

namespace Llm.Gen.Runtime.Tests;

/// <summary>What is cancelled in its middle leaves nothing alive and no half of a file, and the model goes on.</summary>
[Collection(nameof(LiveTensors))]
public sealed class CancellationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(1)]                                                 // between two chunks of a long prompt
    [InlineData(2)]                                                 // at its first token
    [InlineData(9)]                                                 // decoding
    public async Task A_generation(int forward)
    {
        using var cancel = new CancellationTokenSource();
        var isArmed = false;
        using var model = new CountingModel(Llama.Create(positions: 1024))
        {
            Before = n =>
            {
                if (isArmed && n == forward)
                    cancel.Cancel();
            },
        };
        var options = new GenerationOptions { MaxNewTokens = 20, StopTokens = [] };
        var prompt = Tokens.Draw(600, 40);
        Assert.Equal(20, new Generator(model).GenerateAsync(prompt, options).ToBlockingEnumerable().Count());
        model.Counts.Clear();
        var before = await model.LiveOnItsThread();
        isArmed = true;

        Assert.ThrowsAny<OperationCanceledException>(() => new Generator(model).GenerateAsync(prompt, options, cancel.Token).ToBlockingEnumerable().Count());

        Assert.Equal(forward, model.Counts.Count);
        Assert.Equal(before, await model.LiveOnItsThread());
        Assert.Equal(20, new Generator(model).GenerateAsync(prompt, options).ToBlockingEnumerable().Count());
    }

    [Fact]
    public void Loading()
    {
        using (var model = Large())
            model.Save(_folder.Path);
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        var (loaded, cancelled) = ManyTimes(cancellation =>
        {
            using var model = Llama.Load(_folder.Path, new LoadOptions { Precision = Precision.BFloat16, Cancellation = cancellation });
        });

        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        Assert.True(loaded > 0 && cancelled > 0, $"{loaded} loaded, {cancelled} cancelled");
    }

    [Fact]
    public void Saving()
    {
        using var model = Large();
        model.Save(_folder.Path);
        var weights = _folder.File("model.safetensors");
        var (names, content) = (Directory.GetFileSystemEntries(_folder.Path).Order().ToArray(), File.ReadAllBytes(weights));
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        var (saved, cancelled) = ManyTimes(cancellation => model.Save(_folder.Path, cancellation));

        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        Assert.Equal(names, Directory.GetFileSystemEntries(_folder.Path).Order());
        Assert.Equal(content, File.ReadAllBytes(weights));
        Assert.True(saved > 0 && cancelled > 0, $"{saved} saved, {cancelled} cancelled");
    }

    [Fact]
    public void What_is_cancelled_before_it_begins_does_not_begin()
    {
        using var model = Llama.Create();
        var folder = _folder.File("never");

        Assert.ThrowsAny<OperationCanceledException>(() => model.Save(folder, new CancellationToken(canceled: true)));
        Assert.ThrowsAny<OperationCanceledException>(() => Llama.Factory(model.Facts.Config).Load(folder, new LoadOptions { Cancellation = new CancellationToken(canceled: true) }));

        Assert.False(Directory.Exists(folder));
    }

    public void Dispose() => _folder.Dispose();

    private static Llama Large() => Llama.Create(layers: 6, hidden: 256, heads: 4, kvHeads: 2, inner: 512, vocabulary: 2_000);

    /// <summary>Once whole, to know how long it takes; then cancelled after more and more of that time.</summary>
    private static (int Done, int Cancelled) ManyTimes(Action<CancellationToken> work)
    {
        work(CancellationToken.None);
        var clock = System.Diagnostics.Stopwatch.StartNew();
        work(CancellationToken.None);
        var whole = clock.Elapsed;
        var (done, cancelled) = (1, 0);
        for (var part = 0; part < 20; part++)
        {
            using var cancel = new CancellationTokenSource();
            var after = whole * part / 20;
            var thread = new Thread(() =>
            {
                Thread.Sleep(after);
                cancel.Cancel();
            });
            thread.Start();
            if (part == 0)
                thread.Join();                                      // one at least is cancelled, however fast the machine
            try
            {
                work(cancel.Token);
                done++;
            }
            catch (OperationCanceledException)
            {
                cancelled++;
            }
            thread.Join();
        }
        return (done, cancelled);
    }
}
