using System.Text;
using System.Text.Json;
using Llm.Gen.Runtime.Formats;

namespace Llm.Gen.Training;

/// <summary>A run's metrics.jsonl: one JSON object a line, each on the disk's way when the step is over.</summary>
public sealed class MetricsFile : IDisposable
{
    /// <summary>The name in a run folder.</summary>
    public const string Name = "metrics.jsonl";

    private readonly AppendedFile _file;

    private MetricsFile(AppendedFile file) => _file = file;

    /// <summary>Opens the file for a run that has done <paramref name="step"/> steps: lines after it are dropped.</summary>
    public static MetricsFile Continue(string path, long step)
    {
        var kept = File.Exists(path) ? Read(path).Where(m => m.Step <= step).ToArray() : [];
        AtomicFile.Write(path, stream =>
        {
            foreach (var metric in kept)
                stream.Write(Line(metric));
        });
        return new MetricsFile(new AppendedFile(path, FileMode.Append));
    }

    /// <summary>Appends a line.</summary>
    /// <exception cref="IOException">There is no room for it; the lines before it are whole.</exception>
    public void Write(RunMetric metric) => _file.Write(Line(metric));

    /// <summary>Reads all whole lines; a last one without its end was cut off by a kill and is left out.</summary>
    /// <exception cref="InvalidDataException">A line is not a metric; the message gives its number.</exception>
    public static IReadOnlyList<RunMetric> Read(string path)
    {
        var text = ReadShared(path);
        var lines = text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var metrics = new RunMetric[lines.Length];
        for (var i = 0; i < lines.Length; i++)
            metrics[i] = Parse(path, lines[i], i + 1);
        return metrics;
    }

    private static string ReadShared(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static RunMetric Parse(string path, string line, int number)
    {
        try
        {
            return JsonSerializer.Deserialize(line, RunMetricJson.Default.RunMetric)!;
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{path}, line {number}: not a line of metrics ({e.Message}); remove the line, or point to the run folder of a training run.", e);
        }
    }

    private static byte[] Line(RunMetric metric) => [.. Encoding.UTF8.GetBytes(JsonSerializer.Serialize(metric, RunMetricJson.Default.RunMetric)), (byte)'\n'];

    /// <summary>Closes the file.</summary>
    public void Dispose() => _file.Dispose();
}
