using System.Diagnostics;

namespace Llm.Gen.Packages.Tests;

/// <summary>Runs programs to their end; a test fails where they do.</summary>
internal static class DotNet
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Runs the SDK's command line, its servers aside: they would outlive the test and hold its pipes.</summary>
    public static string Run(string folder, string[] arguments, string? installed = null) =>
        Run("dotnet", folder, [.. arguments, "--disable-build-servers", "--nologo"], installed);

    /// <summary>Runs a program.</summary>
    /// <param name="program">Its name or path.</param>
    /// <param name="folder">Where it runs.</param>
    /// <param name="arguments">What it is told.</param>
    /// <param name="installed">Where NuGet unpacks; where it always does unless said.</param>
    /// <returns>What it said, on both streams.</returns>
    public static string Run(string program, string folder, string[] arguments, string? installed = null)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        if (installed is not null)
            start.Environment["NUGET_PACKAGES"] = installed;

        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{program} {string.Join(' ', arguments)} did not end within {Patience}");
        }

        var said = output.GetAwaiter().GetResult() + error.GetAwaiter().GetResult();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{said}");
        return said;
    }
}
