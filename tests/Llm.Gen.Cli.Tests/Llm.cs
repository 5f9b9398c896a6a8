using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Llm.Gen.Tests;

namespace Llm.Gen.Cli.Tests;

/// <summary>A run of the tool, over.</summary>
internal sealed record Llm(int ExitCode, string Output, string Error)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>The tool as built in the same configuration as these tests.</summary>
    public static string Path { get; } = FindTool();

    /// <summary>Standard output as one JSON object.</summary>
    public JsonElement Json
    {
        get
        {
            using var document = JsonDocument.Parse(Output);
            return document.RootElement.Clone();
        }
    }

    public static Llm Run(params string[] arguments) => Run(arguments, "");

    public static Llm Run(string[] arguments, string input, params (string Name, string Value)[] environment) =>
        Run(arguments, Encoding.UTF8.GetBytes(input), environment);

    public static Llm Run(string[] arguments, byte[] input, params (string Name, string Value)[] environment) =>
        RunProgram(Path, arguments, input, environment);

    /// <summary>Runs another copy of the tool.</summary>
    public static Llm RunProgram(string path, string[] arguments, byte[] input, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(path, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;

        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        process.StandardInput.BaseStream.Write(input);
        process.StandardInput.Close();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"llm {string.Join(' ', arguments)} did not end within {Patience}");
        }

        return new Llm(process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
    }

    /// <summary>Bad input: exit code 2, nothing on standard output, one line on standard error that holds <paramref name="parts"/>.</summary>
    public void AssertRefused(params string[] parts)
    {
        Assert.Equal("", Output);
        Assert.Equal(2, ExitCode);
        Assert.Single(Error.TrimEnd('\n').Split('\n'));
        Assert.StartsWith("llm", Error);
        Assert.All(parts, part => Assert.Contains(part, Error));
    }

    private static string FindTool()
    {
        var configuration = System.IO.Path.GetFileName(System.IO.Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        return Repository.Find($"artifacts/bin/Llm.Gen.Cli/{configuration}/llm");
    }
}
