using System.Text.Json.Nodes;
using Llm.Gen.Runtime.Formats;

namespace Llm.Gen.Training;

/// <summary>Where a run keeps what it does: run.json (what was asked for), metrics.jsonl, checkpoints.</summary>
public sealed class RunFolder
{
    private const string RunFile = "run.json";
    private const string Replaced = ".replaced";

    private RunFolder(string path) => Path = path;

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>The metrics, one JSON object a line.</summary>
    public string Metrics => System.IO.Path.Combine(Path, MetricsFile.Name);

    /// <summary>The folder of the checkpoints.</summary>
    public string Checkpoints => System.IO.Path.Combine(Path, "checkpoints");

    /// <summary>Starts a new run.</summary>
    /// <exception cref="IOException">There is already a run in the folder.</exception>
    internal static RunFolder Create(string path, JsonObject description)
    {
        var folder = new RunFolder(path);
        if (File.Exists(System.IO.Path.Combine(path, RunFile)))
            throw new IOException($"{path}: there is already a run in this folder; choose another, or resume it.");

        Directory.CreateDirectory(folder.Checkpoints);
        AtomicFile.WriteText(System.IO.Path.Combine(path, RunFile), description.ToJsonString(new() { WriteIndented = true }) + "\n");
        return folder;
    }

    /// <summary>Opens a run to go on with.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no run.</exception>
    internal static RunFolder Open(string path) =>
        File.Exists(System.IO.Path.Combine(path, RunFile))
            ? new RunFolder(path)
            : throw new DirectoryNotFoundException($"{path}: there is no run to resume in this folder; start one without resuming.");

    /// <summary>The folder of the newest whole checkpoint, or null.</summary>
    public string? NewestCheckpoint() => CheckpointFolders().LastOrDefault();

    /// <summary>Whole checkpoints, oldest first. One that was to be replaced, by a process that was killed before it did, is among them.</summary>
    internal IReadOnlyList<string> CheckpointFolders() => Directory.Exists(Checkpoints)
        ? [.. Directory.GetDirectories(Checkpoints, "step-*")
            .Where(folder => !folder.EndsWith(".partial", StringComparison.Ordinal))
            .Except(ReplacedFolders())
            .Order(StringComparer.Ordinal)]
        : [];

    /// <summary>Checkpoints that newer ones of the same step have replaced.</summary>
    internal IReadOnlyList<string> ReplacedFolders() =>
        [.. Directory.GetDirectories(Checkpoints, "step-*" + Replaced).Where(folder => Directory.Exists(folder[..^Replaced.Length]))];

    /// <summary>The name that a checkpoint has while another takes its place.</summary>
    internal static string ReplacedName(string folder) => folder + Replaced;
}
