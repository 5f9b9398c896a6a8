using System.CommandLine;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Llm.Gen.Cli.Machine;
using Llm.Gen.Cli.Terminal;

namespace Llm.Gen.Cli.Commands;

/// <summary><c>llm doctor</c>: what this machine has, what is missing, how to get it. Exit code 1 where models cannot run.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var json = Parameters.Json();
        var command = new Command("doctor", "Say what this machine has for running models, and what it lacks.") { json };
        command.SetAction(parsed =>
        {
            var diagnosis = Diagnosis.Make();
            if (parsed.GetValue(json))
                Report.Print(Describe(diagnosis));
            else
                PrintPage(diagnosis);
            return diagnosis.IsHealthy ? 0 : 1;
        });
        return command;
    }

    private static JsonObject Describe(Diagnosis diagnosis) => new()
    {
        ["ok"] = diagnosis.IsHealthy,
        ["stack"] = diagnosis.Build.Stack,
        ["stack_reason"] = diagnosis.Build.Reason,
        ["libtorch"] = diagnosis.Torch?.Version,
        ["libtorch_path"] = diagnosis.TorchLibrary,
        ["blas"] = diagnosis.Blas,
        ["threads"] = diagnosis.Torch?.Threads,
        ["processors"] = Environment.ProcessorCount,
        ["simd"] = SimdLevel.Name,
        ["architecture"] = SimdLevel.Architecture,
        ["cuda_devices"] = diagnosis.Torch?.CudaDevices ?? 0,
        ["dotnet"] = Environment.Version.ToString(),
        ["system"] = RuntimeInformation.OSDescription,
        ["missing"] = new JsonArray([.. diagnosis.Missing.Select(line => (JsonNode)line)]),
    };

    private static void PrintPage(Diagnosis diagnosis)
    {
        var torch = diagnosis.Torch;
        Tables.PrintFacts(
            diagnosis.IsHealthy ? "Models can run here." : "Models cannot run here.",
            [
                ("torch stack", $"{diagnosis.Build.Stack} ({diagnosis.Build.Reason})"),
                ("libtorch", torch is null ? "cannot be loaded" : $"{torch.Version} ({diagnosis.TorchLibrary ?? "path unknown"})"),
                ("matrix products", diagnosis.Blas ?? (torch is null ? "unknown" : "inside libtorch")),
                ("threads", torch is null ? "unknown" : $"{torch.Threads} of {Environment.ProcessorCount} processors"),
                ("SIMD", $"{SimdLevel.Name}, {SimdLevel.Architecture}"),
                ("CUDA devices", $"{torch?.CudaDevices ?? 0}"),
                (".NET", $"{Environment.Version} on {RuntimeInformation.OSDescription}"),
            ]);
        foreach (var line in diagnosis.Missing)
            Console.Out.WriteLine(line);
    }
}
