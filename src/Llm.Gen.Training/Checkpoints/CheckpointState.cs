using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Llm.Gen.Training;

/// <summary>What a checkpoint holds beside tensors: whose it is, and where the run stood.</summary>
internal sealed record CheckpointState
{
    internal const string Name = "training.json";

    /// <summary>The version that is written.</summary>
    internal const int Latest = 1;

    /// <summary>Version of the layout.</summary>
    public required int Version { get; init; }

    /// <summary>The declaration's name.</summary>
    public required string Model { get; init; }

    /// <summary>The type that the model computes in.</summary>
    public required string Precision { get; init; }

    /// <summary>What tells the frozen weights that are quantised, and so are not in the checkpoint, from others; nothing where there are none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public string? Frozen { get; init; }

    /// <summary>Optimizer steps done.</summary>
    public required long Step { get; init; }

    /// <summary>Rows that the batch source had given out.</summary>
    public required long Position { get; init; }

    /// <summary>Positions in a row.</summary>
    public required int Context { get; init; }

    /// <summary>What the rows are, as the batch source describes them.</summary>
    public required string Data { get; init; }

    /// <summary>Positions read.</summary>
    public required long Tokens { get; init; }

    /// <summary>Seconds of training.</summary>
    public required double Seconds { get; init; }

    /// <summary>Steps left out.</summary>
    public long Skipped { get; init; }

    /// <summary>Whether it is of a step that a warning is about, for which others do not make room.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsOfWarning { get; init; }

    /// <summary>The adapters by the names of their points, in words.</summary>
    public required IReadOnlyDictionary<string, string> Adapters { get; init; }

    /// <summary>How the run was asked for.</summary>
    public required JsonObject Options { get; init; }

    internal string ToJson() => JsonSerializer.Serialize(this, CheckpointStateJson.Default.CheckpointState) + "\n";

    /// <exception cref="InvalidDataException">The file is missing or damaged.</exception>
    internal static CheckpointState Read(string folder)
    {
        var path = Path.Combine(folder, Name);
        if (!File.Exists(path))
            throw new InvalidDataException($"{folder}: there is no {Name}; expected a checkpoint of a training run.");
        try
        {
            RequireVersion(path);
            var state = JsonSerializer.Deserialize(File.ReadAllText(path), CheckpointStateJson.Default.CheckpointState)!;
            return state is { Step: >= 0, Position: >= 0, Skipped: >= 0 }
                ? state
                : throw new InvalidDataException($"{path}: step {state.Step}, position {state.Position}, {state.Skipped} steps left out; expected counts from 0. Resume from another checkpoint.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{path}: damaged ({e.Message}); remove this checkpoint and resume from the one before.", e);
        }
    }

    /// <summary>Looks at the version first: a newer one may have keys that this one does not know.</summary>
    private static void RequireVersion(string path)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(path));
        if (!json.RootElement.TryGetProperty("version", out var version) || !version.TryGetInt64(out var number) || number < 1)
            throw new InvalidDataException($"{path}: it has no version; expected {Latest}. Remove this checkpoint and resume from the one before.");
        if (number > Latest)
            throw new InvalidDataException($"{path}: a newer Llm.Gen wrote this checkpoint, in version {number} of the layout; expected at most {Latest}. Resume with that Llm.Gen, or start a new run from the checkpoint's weights.");
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(CheckpointState))]
internal sealed partial class CheckpointStateJson : JsonSerializerContext;
