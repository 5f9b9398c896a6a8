using System.Text.Json.Nodes;
using Llm.Gen.Tests;

namespace Llm.Gen.Cli.Tests.Commands;

public sealed class MergeTests(TunedModel given) : IClassFixture<TunedModel>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_merged_model_generates_what_the_model_generates_under_its_adapter()
    {
        var adapter = Adapter();

        var merged = Llm.Run("merge", given.Model, adapter, _folder.File("merged"), "--json");

        string[] prompt = ["--prompt", "the", "--max-new-tokens", "12", "--json"];
        var plain = Llm.Run(["generate", given.Model, .. prompt]);
        var beside = Llm.Run(["generate", given.Model, "--adapter", adapter, .. prompt]);
        var within = Llm.Run(["generate", _folder.File("merged"), .. prompt]);
        Assert.True(merged.ExitCode == 0, merged.Error);
        Assert.True(merged.Json.GetProperty("adapter_parameters").GetInt64() > 0);
        Assert.Equal(beside.Json.GetProperty("text").GetString(), within.Json.GetProperty("text").GetString());
        Assert.NotEqual(plain.Json.GetProperty("text").GetString(), within.Json.GetProperty("text").GetString());
    }

    [Fact]
    public void A_model_in_four_bits_is_merged_as_plain_weights()
    {
        foreach (var folder in Fixtures.Folders("finetune").Where(folder => File.Exists(Path.Combine(folder, "case.json"))))
        {
            var fixture = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "case.json")))!;
            if ((string?)fixture["kind"] != "qlora")
                continue;
            var output = _folder.File(Path.GetFileName(folder));

            var merged = Llm.Run("merge", Path.Combine(folder, (string)fixture["model"]!), Path.Combine(folder, (string)fixture["forward_adapter"]!), output);

            Assert.True(merged.ExitCode == 0, merged.Error);
            Assert.DoesNotContain(Checkpoints.Names(output), name => name.Contains("absmax", StringComparison.Ordinal));
            Assert.DoesNotContain("quantization_config", File.ReadAllText(Path.Combine(output, "config.json")));
        }
    }

    [Fact]
    public void What_cannot_be_merged_is_refused()
    {
        Llm.Run("merge", given.Model, given.Model, _folder.File("a")).AssertRefused("no adapter_config.json");
        Llm.Run("merge", given.Model, Adapter(), given.Model).AssertRefused("which is to be read");
        Llm.Run("generate", given.Model, "--prompt", "the", "--adapter", _folder.File("none")).AssertRefused("no such adapter");
        Assert.False(Directory.Exists(_folder.File("a")));
    }

    public void Dispose() => _folder.Dispose();

    private string Adapter()
    {
        var folder = _folder.File("adapter");
        var tuned = Llm.Run("finetune", given.Model, "--data", given.Talk, "--method", "lora", "--output", folder, "--steps", "30", "--learning-rate", "0.05", "--batch-size", "2", "--json");
        Assert.True(tuned.ExitCode == 0, tuned.Error);
        return folder;
    }
}
