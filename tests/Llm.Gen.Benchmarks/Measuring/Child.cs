using System.Diagnostics;
using System.Text.Json;

namespace Llm.Gen.Benchmarks.Measuring;

/// <summary>A measurement in a process of its own: it prints one JSON object at its end.</summary>
public static class Child
{
    /// <summary>This program again, with other arguments.</summary>
    public static Task<JsonElement> Ourselves(params string[] arguments) => Run(Environment.ProcessPath!, arguments);

    /// <summary>Runs a program to its end and reads the object at the end of its output.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message carries what it wrote.</exception>
    public static async Task<JsonElement> Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);

        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start");
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {await errors}");

        return JsonDocument.Parse(output.AsMemory(output.LastIndexOf("\n{", StringComparison.Ordinal) + 1)).RootElement.Clone();
    }
}
