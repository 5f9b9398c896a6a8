using System.Text.Json.Nodes;
using Llm.Gen.Tests;

namespace Llm.Gen.Cli.Tests.Commands;

public class VerifyTests
{
    [Theory]
    [MemberData(nameof(Cases.SupportedData), MemberType = typeof(Cases))]
    public void A_case_equals_its_reference_in_both_spellings_of_the_configuration(string folder)
    {
        Check(Llm.Run("verify", folder, "--json"), folder);

        using var copy = new TemporaryFolder();
        File.Copy(Path.Combine(folder, "config.v5.json"), copy.Fill(folder).File("config.json"), overwrite: true);
        Check(Llm.Run("verify", copy.Path, "--json"), folder);
    }

    [Theory]
    [MemberData(nameof(Cases.SupportedData), MemberType = typeof(Cases))]
    public void One_expected_number_that_moved_is_found(string folder)
    {
        using var copy = new TemporaryFolder();
        Checkpoints.MoveOneNumber(copy.Fill(folder).File("expected.safetensors"), "logits", 2e-3f);

        var run = Llm.Run("verify", copy.Path);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("logits", run.Output);
    }

    [Fact]
    public void A_loss_or_a_gradient_norm_that_moved_is_found()
    {
        foreach (var path in (string[][])[["loss"], ["grad_norms", "model.norm.weight"]])
        {
            using var copy = new TemporaryFolder();
            var facts = JsonNode.Parse(File.ReadAllText(copy.Fill(Cases.Plain[0]).File("case.json")))!;
            var owner = path.Length == 1 ? facts : facts[path[0]]!;
            owner[path[^1]] = owner[path[^1]]!.GetValue<double>() + 2e-3;
            File.WriteAllText(copy.File("case.json"), facts.ToJsonString());

            Assert.Equal(1, Llm.Run("verify", copy.Path).ExitCode);
        }
    }

    [Fact]
    public void The_reference_may_lie_elsewhere()
    {
        using var copy = new TemporaryFolder();
        copy.Fill(Cases.Supported[0]);
        Directory.CreateDirectory(copy.File("reference"));
        foreach (var name in (string[])["expected.safetensors", "case.json"])
            File.Move(copy.File(name), copy.File($"reference/{name}"));

        Llm.Run("verify", copy.Path).AssertRefused("--expected");
        Assert.Equal(0, Llm.Run("verify", copy.Path, "--expected", copy.File("reference")).ExitCode);
        File.Move(copy.File("reference/expected.safetensors"), copy.File("reference/other.safetensors"));
        Assert.Equal(0, Llm.Run("verify", copy.Path, "--expected", copy.File("reference/other.safetensors")).ExitCode);
    }

    [Fact]
    public void A_tolerance_must_be_a_positive_number()
    {
        Llm.Run("verify", Cases.Supported[0], "--tolerance", "0").AssertRefused("--tolerance");
        Llm.Run("verify", Cases.Supported[0], "--tolerance", "NaN").AssertRefused("--tolerance");
    }

    [Fact]
    public void A_reference_without_a_number_is_refused()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("expected.json"), """{ "cases": [] }""");

        Llm.Run("verify", Cases.Supported[0], "--expected", folder.File("expected.json")).AssertRefused("nothing to compare with");
    }

    [Theory]
    [InlineData("""{ "cases": 5 }""", "no list 'cases'")]
    [InlineData("""{ "cases": [5] }""", "case 0 is no object")]
    [InlineData("""{ "cases": [{ "greedy_ids": [1] }] }""", "case 0: there are no input_ids")]
    [InlineData("""{ "cases": [{ "input_ids": 1 }] }""", "case 0: input_ids is no list")]
    [InlineData("""{ "cases": [{ "input_ids": ["1"] }] }""", "case 0: input_ids has \"1\"; expected token ids from 0 to ")]
    [InlineData("""{ "cases": [{ "input_ids": [1, -1] }] }""", "case 0: input_ids has -1")]
    [InlineData("""{ "cases": [{ "input_ids": [1], "greedy_ids": [1000000000] }] }""", "case 0: greedy_ids has 1000000000")]
    [InlineData("""{ "cases": [{ "input_ids": [1], "greedy_ids": [1], "margins": [null] }] }""", "case 0: margins has null")]
    [InlineData("""{ "cases": [{ "input_ids": [1], "top_ids": [1, 2], "top_logits": [0.5] }] }""", "case 0: there are 2 top_ids and 1 top_logits")]
    public void A_case_that_is_no_case_is_refused_with_the_file_and_its_place(string text, string message)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("expected.json"), text);

        var run = Llm.Run("verify", Cases.Supported[0], "--expected", folder.File("expected.json"));

        run.AssertRefused(message);
        run.AssertRefused(folder.File("expected.json"));
    }

    [Fact]
    public void Logits_of_more_tokens_than_the_case_has_are_refused()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("expected.json"), """{ "cases": [{ "input_ids": [1, 2] }] }""");
        File.WriteAllBytes(folder.File("expected.safetensors"), Checkpoints.OfZeros("logits.0", 3, 4));

        Llm.Run("verify", Cases.Supported[0], "--expected", folder.File("expected.json"))
            .AssertRefused($"{folder.File("expected.safetensors")}: logits.0 is [3, 4]; expected [1 to 2, ");
    }

    private static void Check(Llm run, string folder)
    {
        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        var report = run.Json;
        Assert.True(report.GetProperty("ok").GetBoolean());
        Assert.Equal(1e-4, report.GetProperty("tolerance").GetDouble());
        Assert.Equal(2, report.GetProperty("loss").GetArrayLength());

        var compared = report.GetProperty("max_difference").EnumerateObject().Select(row => row.Name).ToHashSet();
        var inputs = new[] { "input_ids", "attention_mask", "prompt" };
        var outputs = Checkpoints.Names(Path.Combine(folder, "expected.safetensors")).Where(name => !inputs.Any(name.EndsWith));
        Assert.All(outputs, name => Assert.Contains(name, compared));
        var learnt = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "case.json")))!["grad_norms"]!.AsObject().Select(row => row.Key).ToList();
        Assert.NotEmpty(learnt);
        Assert.All(learnt, name => Assert.Equal(2, report.GetProperty("grad_norms").GetProperty(name).GetArrayLength()));
    }
}
