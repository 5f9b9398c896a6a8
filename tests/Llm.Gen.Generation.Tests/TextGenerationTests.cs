using System.Text.Json;
using Llm.Gen.Compilation;
using Llm.Gen.Runtime;
using Llm.Gen.Tests;

namespace Llm.Gen.Generation.Tests;

public class TextGenerationTests
{
    private const string Stories = "weights/stories260K-hf";

    [DataFact(Stories)]
    public async Task A_story_streams_as_the_reference_tells_it()
    {
        using var model = LoadModel();
        var tokenizer = Tokenizer.Load(SharedData.Find(Stories));
        foreach (var story in Expected())
        {
            var prompt = story.GetProperty("prompt").GetString()!;
            var options = new TextGenerationOptions { MaxNewTokens = story.GetProperty("greedy_ids").GetArrayLength() };

            var pieces = new List<string>();
            await foreach (var piece in model.GenerateAsync(tokenizer, prompt, options))
                pieces.Add(piece);

            Assert.Equal(story.GetProperty("text").GetString(), prompt + string.Concat(pieces));
            Assert.DoesNotContain("", pieces);
        }
    }

    [DataFact(Stories)]
    public async Task The_record_says_what_the_stream_says()
    {
        using var model = LoadModel();
        var tokenizer = Tokenizer.Load(SharedData.Find(Stories));
        var story = Expected().First();
        var ids = story.GetProperty("greedy_ids").EnumerateArray().Select(id => id.GetInt32()).ToArray();
        var streamed = new List<string>();

        var generated = await model.GenerateTextAsync(
            tokenizer, story.GetProperty("prompt").GetString()!, new TextGenerationOptions { MaxNewTokens = ids.Length }, streamed.Add);

        Assert.Equal(ids, generated.Tokens);
        Assert.Equal(string.Concat(streamed), generated.Text);
        Assert.Equal(story.GetProperty("input_ids").GetArrayLength(), generated.PromptTokens);
        Assert.Equal((FinishReason.Length, null), (generated.Finish, generated.StopString));
        Assert.InRange(generated.TimeToFirstToken, TimeSpan.FromTicks(1), generated.Time);
    }

    [DataFact(Stories)]
    public async Task A_stop_string_ends_the_text_before_it()
    {
        using var model = LoadModel();
        var tokenizer = Tokenizer.Load(SharedData.Find(Stories));
        var story = Expected().First();
        var prompt = story.GetProperty("prompt").GetString()!;
        var text = story.GetProperty("text").GetString()![prompt.Length..];
        var stop = text[15..25];

        var generated = await model.GenerateTextAsync(tokenizer, prompt, new TextGenerationOptions { StopStrings = ["no such text", stop] });

        Assert.Equal(text[..text.IndexOf(stop, StringComparison.Ordinal)], generated.Text);
        Assert.Equal((FinishReason.Stop, stop), (generated.Finish, generated.StopString));
    }

    [DataFact(Stories)]
    public async Task Cancelling_ends_a_text_with_the_cancellation()
    {
        using var model = LoadModel();
        var tokenizer = Tokenizer.Load(SharedData.Find(Stories));
        using var cancellation = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            model.GenerateTextAsync(tokenizer, "Once upon a time", onPiece: _ => cancellation.Cancel(), cancellation: cancellation.Token));
    }

    [DataFact(Stories)]
    public async Task An_empty_prompt_begins_with_the_begin_token()
    {
        using var model = LoadModel();
        var tokenizer = Tokenizer.Load(SharedData.Find(Stories));

        var generated = await model.GenerateTextAsync(tokenizer, "", new TextGenerationOptions { MaxNewTokens = 5, AddSpecialTokens = false });

        Assert.Equal((1, 5), (generated.PromptTokens, generated.Tokens.Count));
    }

    private static CausalModel LoadModel() => ModelCompiler.Default.LoadModel(SharedData.Find(Stories));

    private static IEnumerable<JsonElement> Expected() =>
        JsonDocument.Parse(File.ReadAllBytes(Path.Combine(SharedData.Find(Stories), "expected.json"))).RootElement.GetProperty("cases").EnumerateArray();
}
