using System.Diagnostics;
using System.Text.Json;
using Llm.Gen.Tests;

namespace Llm.Gen.Cli.Tests.Commands;

public class GenerateTests
{
    private const string Stories = "weights/stories260K-hf";
    private const string Smol = "weights/smollm2-135m-instruct";

    [DataFact(Stories + "/expected.json")]
    public void Stories_are_told_as_the_reference_tells_them()
    {
        using var expected = Expected(Stories);
        foreach (var item in expected.RootElement.GetProperty("cases").EnumerateArray())
        {
            var prompt = item.GetProperty("prompt").GetString()!;
            var ids = item.GetProperty("greedy_ids").EnumerateArray().Select(id => id.GetInt32()).ToArray();

            var run = Llm.Run("generate", SharedData.Find(Stories), "--prompt", prompt, "--temperature", "0", "--max-new-tokens", $"{ids.Length}", "--json");

            Assert.True(run.ExitCode == 0, run.Error);
            Assert.Equal(item.GetProperty("text").GetString(), prompt + run.Json.GetProperty("text").GetString());
            Assert.Equal(ids, run.Json.GetProperty("tokens").EnumerateArray().Select(id => id.GetInt32()));
            Assert.Equal(item.GetProperty("input_ids").GetArrayLength(), run.Json.GetProperty("prompt_tokens").GetInt32());
            Assert.Equal("length", run.Json.GetProperty("finish_reason").GetString());
            Assert.True(run.Json.GetProperty("seconds_to_first_token").GetDouble() > 0);
            Assert.True(run.Json.GetProperty("tokens_per_second").GetDouble() > 0);
        }
    }

    [DataFact(Stories + "/expected.json")]
    public void For_people_standard_output_is_the_new_text_alone()
    {
        using var expected = Expected(Stories);
        var item = expected.RootElement.GetProperty("cases")[0];
        var prompt = item.GetProperty("prompt").GetString()!;

        var run = Llm.Run("generate", SharedData.Find(Stories), "--prompt", prompt, "--max-new-tokens", $"{item.GetProperty("greedy_ids").GetArrayLength()}");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(item.GetProperty("text").GetString() + "\n", prompt + run.Output);
    }

    [DataFact(Stories + "/expected.json")]
    public void A_seed_repeats_a_drawn_text_and_another_gives_another()
    {
        string Draw(int seed) => Llm.Run(
            "generate", SharedData.Find(Stories), "--prompt", "One day", "--max-new-tokens", "30", "--temperature", "1", "--top-k", "50", "--seed", $"{seed}").Output;

        Assert.Equal(Draw(1), Draw(1));
        Assert.NotEqual(Draw(1), Draw(2));
    }

    [DataFact(Stories + "/expected.json")]
    public void A_prompt_longer_than_the_context_is_refused()
    {
        var prompt = string.Concat(Enumerable.Repeat("once upon a time ", 400));

        Llm.Run("generate", SharedData.Find(Stories), "--prompt", prompt).AssertRefused("512 positions");
    }

    [DataFact(Stories + "/expected.json")]
    public void A_model_without_a_tokenizer_says_so()
    {
        using var folder = new TemporaryFolder();
        File.Delete(folder.Fill(SharedData.Find(Stories)).File("tokenizer.json"));

        Llm.Run("generate", folder.Path, "--prompt", "x").AssertRefused("tokenizer.json");
    }

    [DataFact(Smol + "/expected.json")]
    public void A_real_gguf_model_gives_the_references_tokens()
    {
        using var expected = Expected(Smol);
        var item = expected.RootElement.GetProperty("cases")[0];
        var ids = item.GetProperty("greedy_ids").EnumerateArray().Select(id => id.GetInt32()).ToArray();
        var sure = item.GetProperty("margins").EnumerateArray().TakeWhile(margin => margin.GetDouble() >= 1e-2).Count();

        var run = Llm.Run(
            "generate", Directory.GetFiles(SharedData.Find(Smol), "*.gguf").Single(), "--prompt", item.GetProperty("text").GetString()!, "--max-new-tokens", $"{ids.Length}", "--json");

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(ids[..sure], run.Json.GetProperty("tokens").EnumerateArray().Select(id => id.GetInt32()).Take(sure));
        Assert.Equal("stop", run.Json.GetProperty("finish_reason").GetString());
    }

    [DataFact(Smol + "/config.json")]
    public void An_interrupt_ends_it_without_a_stack_trace()
    {
        // The signal may be ignored where the tests run, in the background of a shell say, and a child would inherit that.
        var start = new ProcessStartInfo(
            "env", ["--default-signal=INT", Llm.Path, "generate", Directory.GetFiles(SharedData.Find(Smol), "*.gguf").Single(), "--prompt", "Once upon a time", "--max-new-tokens", "2000", "--temperature", "1", "--seed", "1"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        try
        {
            Assert.True(process.StandardOutput.Read() >= 0);        // the text has begun

            Process.Start("kill", ["-INT", $"{process.Id}"]).WaitForExit();

            Assert.True(process.WaitForExit(TimeSpan.FromSeconds(20)));
            Assert.Equal(130, process.ExitCode);
            Assert.DoesNotContain("   at ", process.StandardError.ReadToEnd());
        }
        finally
        {
            process.Kill();
        }
    }

    private static JsonDocument Expected(string folder) => JsonDocument.Parse(File.ReadAllText(SharedData.Find($"{folder}/expected.json")));
}
