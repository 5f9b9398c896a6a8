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
            var facts = JsonNode.Parse(File.ReadAllText(copy.Fill(Cases.Supported[0]).File("case.json")))!;
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
        Assert.All(
            Checkpoints.Names(folder),
            name => Assert.Equal(2, report.GetProperty("grad_norms").GetProperty(name).GetArrayLength()));
    }
}
