using System.Text.Json;

namespace Llm.Gen.Runtime.Formats;

/// <summary><c>model.safetensors.index.json</c>: which shard holds which tensor.</summary>
internal sealed class ShardIndex
{
    private readonly string _path;
    private readonly Dictionary<string, string> _shardOf;

    private ShardIndex(string path, Dictionary<string, string> shardOf)
    {
        _path = path;
        _shardOf = shardOf;
        Shards = shardOf.Values.Distinct().Order(StringComparer.Ordinal).ToArray();
    }

    /// <summary>File names beside the index, in ordinal order.</summary>
    public IReadOnlyList<string> Shards { get; }

    /// <summary>Reads and validates the index, and finds that every shard is there.</summary>
    public static ShardIndex Read(string path)
    {
        var index = new ShardIndex(path, ReadWeightMap(path));
        foreach (var (tensor, shard) in index._shardOf)
        {
            if (!File.Exists(Path.Combine(Path.GetDirectoryName(path)!, shard)))
                throw new FileNotFoundException($"{path}: shard {shard} (with tensor {tensor}) is not in the folder; fetch it.", shard);
        }

        return index;
    }

    /// <summary>The shards that an index names and that are there; none when the index is damaged.</summary>
    public static IReadOnlyList<string> FindShards(string path)
    {
        try
        {
            var folder = Path.GetDirectoryName(path)!;
            return new ShardIndex(path, ReadWeightMap(path)).Shards.Where(shard => File.Exists(Path.Combine(folder, shard))).ToArray();
        }
        catch (InvalidDataException)
        {
            return [];
        }
    }

    /// <summary>Finds that every tensor is in the shard that the index names.</summary>
    public void Check(IReadOnlyList<SafetensorsFile> shards)
    {
        var byName = shards.ToDictionary(shard => Path.GetFileName(shard.Path));
        foreach (var (tensor, shard) in _shardOf)
        {
            if (!byName[shard].TryFind(tensor, out _))
                throw new InvalidDataException($"{_path}: tensor {tensor} is not in {shard}, where the index puts it; fetch both again.");
        }
    }

    private static Dictionary<string, string> ReadWeightMap(string path)
    {
        using var document = Parse(path);
        if (document.RootElement.ValueKind != JsonValueKind.Object
            || !document.RootElement.TryGetProperty("weight_map", out var map)
            || map.ValueKind != JsonValueKind.Object)
        {
            throw new InvalidDataException($"{path}: no object 'weight_map'; an index maps each tensor to its shard there.");
        }

        var shardOf = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in map.EnumerateObject())
        {
            if (entry.Value.ValueKind != JsonValueKind.String || !IsPlainName(entry.Value.GetString()!))
            {
                throw new InvalidDataException(
                    $"{path}: tensor {entry.Name} is said to be in {entry.Value.GetRawText()}; the name of a .safetensors file in the same folder was expected.");
            }

            if (!shardOf.TryAdd(entry.Name, entry.Value.GetString()!))
                throw new InvalidDataException($"{path}: tensor {entry.Name} occurs twice in the index.");
        }

        return shardOf;
    }

    private static JsonDocument Parse(string path)
    {
        try
        {
            return JsonDocument.Parse(File.ReadAllBytes(path));
        }
        catch (JsonException problem)
        {
            throw new InvalidDataException($"{path}: not JSON (line {problem.LineNumber + 1}); fetch the index again.", problem);
        }
    }

    // No folder, no drive, no way up: an index names its neighbours only.
    private static bool IsPlainName(string name) =>
        name.EndsWith(".safetensors", StringComparison.Ordinal) && name.IndexOfAny(['/', '\\', ':', '\0']) < 0;
}
