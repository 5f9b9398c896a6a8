using System.Runtime.CompilerServices;
using System.Text.Json;
using Llm.Gen.Runtime.Tests.Support;
using Llm.Gen.Tests;

namespace Llm.Gen.Runtime.Tests.Generation;

public class GeneratorTests
{
    [Fact]
    public async Task Batches_and_singles_equal_the_reference()
    {
        var folder = Fixtures.Find("generation");
        using var model = Llama.Load(Path.Combine(folder, "tiny-llama"));
        using var searches = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "searches.json")));
        var generator = new Generator(model);
        var compared = 0;
        foreach (var item in searches.RootElement.EnumerateArray().Where(IsOurs))
        {
            var rows = item.GetProperty("rows").EnumerateArray().Select(Ids).ToList();
            var expected = item.GetProperty("new_ids").EnumerateArray().Select(Ids).ToList();
            var options = OptionsOf(item.GetProperty("options"));

            var together = await Collect(generator, rows, options);
            for (var i = 0; i < rows.Count; i++)
            {
                Assert.Equal(expected[i], together[i]);
                Assert.Equal(expected[i], (await Collect(generator, [rows[i]], options))[0]);
                compared++;
            }
        }
        Assert.True(compared > 4);
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_tokens_whatever_else_runs()
    {
        using var model = Llama.Create(new CreateOptions { Deviation = 0.1 });
        var generator = new Generator(model);
        var options = new GenerationOptions { MaxNewTokens = 20, Temperature = 1.5, TopK = 30, TopP = 0.95, MinP = 0.001, RepetitionPenalty = 1.1, Seed = 7 };

        var runs = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Collect(generator, [[1, 2, 3]], options)));
        var batch = await Collect(generator, [[1, 2, 3], [4]], options);
        var other = await Collect(generator, [[1, 2, 3]], options with { Seed = 8 });

        Assert.Equal(20, runs[0][0].Count);
        Assert.Equal(runs[0][0], runs[1][0]);
        Assert.Equal(runs[0][0], runs[2][0]);
        Assert.Equal(runs[0][0], batch[0]);
        Assert.NotEqual(runs[0][0], other[0]);
    }

    [Fact]
    public async Task Texts_end_at_a_stop_token_or_at_the_last_position()
    {
        using var model = Llama.Create(positions: 16);
        var generator = new Generator(model);
        var all = new List<GeneratedToken>();
        await foreach (var token in generator.StreamAsync([[1, 2, 3]], new GenerationOptions { StopTokens = [] }))
            all.Add(token);

        Assert.Equal(13, all.Count);
        Assert.Equal(FinishReason.Length, all[^1].Finish);
        Assert.All(all.SkipLast(1), token => Assert.Null(token.Finish));

        var stop = all[4].Token;
        var cut = new List<GeneratedToken>();
        await foreach (var token in generator.StreamAsync([[1, 2, 3]], new GenerationOptions { StopTokens = [stop] }))
            cut.Add(token);
        Assert.Equal(all.TakeWhile(token => token.Token != stop).Count() + 1, cut.Count);
        Assert.Equal(FinishReason.Stop, cut[^1].Finish);
    }

    [Fact]
    public async Task Padding_takes_no_positions_from_a_shorter_prompt()
    {
        using var model = Llama.Create(new CreateOptions { Deviation = 0.2 }, positions: 100);
        var generator = new Generator(model);
        var options = new GenerationOptions { MaxNewTokens = 1000, StopTokens = [] };
        int[][] prompts = [Tokens.Draw(90, 40), [1, 2], Tokens.Draw(50, 40, 1)];

        var together = await Collect(generator, prompts, options);

        Assert.Equal([10, 98, 50], together.Select(row => row.Count));
        for (var i = 0; i < prompts.Length; i++)
            Assert.Equal((await Collect(generator, [prompts[i]], options))[0], together[i]);
    }

    [Fact]
    public async Task Cancelling_ends_the_stream_and_leaving_it_frees_the_model()
    {
        using var model = Llama.Create(positions: 2048);
        var generator = new Generator(model);
        using var source = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in generator.GenerateAsync([1], new GenerationOptions { MaxNewTokens = 2000, StopTokens = [] }, source.Token))
                source.Cancel();
        });
        await foreach (var _ in generator.GenerateAsync([1], new GenerationOptions { MaxNewTokens = 2000, StopTokens = [] }))
            break;

        Assert.Equal(3, (await Collect(generator, [[5]], new GenerationOptions { MaxNewTokens = 3, StopTokens = [] }))[0].Count);
    }

    [Fact]
    public async Task Cancelling_ends_the_stream_even_when_all_tokens_were_made()
    {
        using var model = Llama.Create();
        using var source = new CancellationTokenSource();
        var seen = 0;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in new Generator(model).GenerateAsync([1], new GenerationOptions { MaxNewTokens = 3, StopTokens = [] }, source.Token))
            {
                await Task.Delay(100);
                await source.CancelAsync();
                seen++;
            }
        });

        Assert.Equal(1, seen);
    }

    [Fact]
    public async Task A_model_is_at_rest_once_its_stream_is_left()
    {
        using var model = new SlowModel(Llama.Create());

        await foreach (var _ in new Generator(model).GenerateAsync([1], new GenerationOptions { StopTokens = [] }))
            break;

        Assert.False(model.IsRunning);
    }

    [Fact]
    public async Task A_model_disposed_of_in_the_middle_ends_its_text()
    {
        for (var round = 0; round < 20; round++)
        {
            var model = Llama.Create(positions: 1_000_000);     // more than it makes while this thread waits to go on
            await using var tokens = new Generator(model).GenerateAsync([1], new GenerationOptions { MaxNewTokens = 900_000, StopTokens = [] }).GetAsyncEnumerator();
            Assert.True(await tokens.MoveNextAsync());

            model.Dispose();

            await Assert.ThrowsAsync<ObjectDisposedException>(async () =>
            {
                while (await tokens.MoveNextAsync())
                {
                }
            });
        }
    }

    [Fact]
    public async Task A_text_waits_for_the_turn_of_another_thread_until_it_is_cancelled()
    {
        using var model = Llama.Create();
        using var cancel = new CancellationTokenSource();
        Task<List<List<int>>> waiting, cancelled;
        using (var turn = new HeldTurn(model))
        {
            waiting = Collect(new Generator(model), [[1]], new GenerationOptions { MaxNewTokens = 3, StopTokens = [] });
            cancelled = Collect(new Generator(model), [[1]], new GenerationOptions(), cancel.Token);
            await Task.Delay(50);
            Assert.False(waiting.IsCompleted);
            await cancel.CancelAsync();
        }

        Assert.Equal(3, (await waiting)[0].Count);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
    }

    [Fact]
    public async Task A_model_that_nobody_holds_is_collected_after_its_last_text()
    {
        var model = await Use();

        for (var i = 0; i < 50 && model.IsAlive; i++)
        {
            await Task.Delay(20);
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(model.IsAlive);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static async Task<WeakReference> Use()
        {
            using var model = Llama.Create();
            await Collect(new Generator(model), [[1]], new GenerationOptions { MaxNewTokens = 2 });
            return new WeakReference(model);
        }
    }

    [Fact]
    public void Prompts_and_options_are_checked_before_anything_runs()
    {
        using var model = Llama.Create(positions: 16);
        var generator = new Generator(model);

        Refused("There is no prompt", [], new());
        Refused("A prompt is empty", [[1], []], new());
        Refused("Token id 40 is outside the vocabulary of Llama, 0 to 39", [[40]], new());
        Refused("The prompt has 16 tokens and Llama has 16 positions", [Tokens.Draw(16, 40)], new());
        Refused("Temperature is -1; expected 0 or more", [[1]], new() { Temperature = -1 });
        Refused("TopP is 1.5; expected between 0 and 1", [[1]], new() { Temperature = 1, TopP = 1.5 });
        Refused("Temperature is 0; expected above 0 where TopK", [[1]], new() { TopK = 5 });
        Refused("MaxNewTokens is 0; expected at least 1", [[1]], new() { MaxNewTokens = 0 });
        Refused("RepetitionPenalty is 0; expected above 0", [[1]], new() { RepetitionPenalty = 0 });

        void Refused(string message, int[][] prompts, GenerationOptions options) =>
            Assert.StartsWith(message, Assert.ThrowsAny<ArgumentException>(() => generator.StreamAsync(prompts, options)).Message);
    }

    private static async Task<List<List<int>>> Collect(Generator generator, IReadOnlyList<int[]> prompts, GenerationOptions options, CancellationToken cancellation = default)
    {
        var rows = prompts.Select(_ => new List<int>()).ToList();
        await foreach (var token in generator.StreamAsync(prompts, options, cancellation))
            rows[token.Sequence].Add(token.Token);
        return rows;
    }

    /// <summary>Searches by options that are ours too.</summary>
    private static bool IsOurs(JsonElement item) =>
        item.TryGetProperty("options", out var options)
        && options.EnumerateObject().All(option => option.Name is "max_new_tokens" or "eos_token_id" or "repetition_penalty" or "use_cache")
        && options.TryGetProperty("max_new_tokens", out _);

    private static GenerationOptions OptionsOf(JsonElement options) => new()
    {
        MaxNewTokens = options.GetProperty("max_new_tokens").GetInt32(),
        StopTokens = options.TryGetProperty("eos_token_id", out var stops) ? Ids(stops) : null,
        RepetitionPenalty = options.TryGetProperty("repetition_penalty", out var penalty) ? penalty.GetDouble() : 1,
    };

    private static int[] Ids(JsonElement row) => [.. row.EnumerateArray().Select(id => id.GetInt32())];
}
