using System.Diagnostics;
using System.Text.Json;
using Llm.Gen.Architectures;

namespace Llm.Gen.Compilation.Tests;

/// <summary>Compiles one configuration in a process of its own, and says how long that took and whether Roslyn was loaded.</summary>
public sealed record FreshProcess(string Name, double Milliseconds, bool LoadedRoslyn)
{
    public static int Main(string[] arguments)
    {
        var architecture = ModelConfig.Parse(File.ReadAllText(arguments[0])).Architecture;
        var compiler = new ModelCompiler(arguments[1]);

        var watch = Stopwatch.StartNew();
        var factory = compiler.Compile(architecture);
        watch.Stop();

        var roslyn = AppDomain.CurrentDomain.GetAssemblies().Any(assembly => assembly.GetName().Name!.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal));
        Console.WriteLine(JsonSerializer.Serialize(new FreshProcess(factory.Facts.Name, watch.Elapsed.TotalMilliseconds, roslyn)));
        return 0;
    }

    /// <summary>Starts <see cref="Main"/> in a new process.</summary>
    public static FreshProcess Start(string config, string cache)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", ["exec", typeof(FreshProcess).Assembly.Location, config, cache]) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return JsonSerializer.Deserialize<FreshProcess>(output)!;
    }
}
