using System.Text.Json;
using System.Text.Json.Nodes;

namespace Llm.Gen.Cli.FineTuning;

/// <summary>How long a run was planned to be; kept beside it, so that a resumed run has the same length though the machine is faster or slower now.</summary>
/// <param name="Steps">Optimizer steps of the whole run.</param>
internal sealed record FineTunePlan(long Steps)
{
    private const string Name = "finetune.json";

    public void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, Name), new JsonObject { ["steps"] = Steps }.ToJsonString() + "\n");
    }

    /// <exception cref="InvalidDataException">There is none, or it is damaged.</exception>
    public static FineTunePlan Read(string folder)
    {
        var path = Path.Combine(folder, Name);
        if (!File.Exists(path))
            throw new DirectoryNotFoundException($"{folder}: there is no run to resume; leave out --resume, or correct --output.");
        try
        {
            return new FineTunePlan((long)JsonNode.Parse(File.ReadAllText(path))!["steps"]!);
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or FormatException or NullReferenceException)
        {
            throw new InvalidDataException($"{path}: damaged, expected {{ \"steps\": N }}; start the run again in another folder.", problem);
        }
    }
}
