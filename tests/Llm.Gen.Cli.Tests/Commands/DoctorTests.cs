using Llm.Gen.Tests;

namespace Llm.Gen.Cli.Tests.Commands;

public class DoctorTests
{
    private static readonly string[] Keys = ["stack", "stack_reason", "libtorch", "blas", "threads", "simd", "cuda_devices", "missing"];

    [Fact]
    public void What_the_machine_has_is_reported()
    {
        var run = Llm.Run("doctor", "--json");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.All(Keys, key => Assert.True(run.Json.TryGetProperty(key, out _), key));
        Assert.True(run.Json.GetProperty("threads").GetInt32() >= 1);
        Assert.Contains(run.Json.GetProperty("stack").GetString(), (string[])["System", "TorchSharp"]);
        Assert.Contains(run.Json.GetProperty("libtorch").GetString()!, Llm.Run("doctor").Output);
    }

    [Fact]
    public void Without_libtorch_it_says_so_and_how_to_get_it()
    {
        using var folder = new TemporaryFolder();
        folder.Fill(Path.GetDirectoryName(Llm.Path)!);
        foreach (var library in Directory.GetFiles(folder.Path, "*.so*"))
            File.Delete(library);

        var run = Llm.RunProgram(folder.File("llm"), ["doctor", "--json"], []);

        Assert.Equal((1, ""), (run.ExitCode, run.Error));
        Assert.False(run.Json.GetProperty("ok").GetBoolean());
        Assert.Contains("eng/setup.sh", run.Json.GetProperty("missing")[0].GetString());
        Assert.NotEqual("", run.Json.GetProperty("simd").GetString());
    }
}
