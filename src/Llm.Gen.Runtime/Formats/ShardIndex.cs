using System.Text.Json;

namespace Llm.Gen.Runtime.Formats;

/// <summary>The index of a sharded checkpoint, such as <c>model.safetensors.index.json</c>: which shard holds which tensor.</summary>
internal sealed class ShardIndex
{
    private const int LargestIndex = 100_000_000;       // bytes, as a safetensors header

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

    /// <summary>Reads and validates the index, and finds that every shard is there; their names end in <paramref name="extension"/>.</summary>
    public static ShardIndex Read(string path, string extension)
    {
        var index = new ShardIndex(path, ReadWeightMap(path, extension));
        foreach (var (tensor, shard) in index._shardOf)
        {
            if (!File.Exists(Path.Combine(Path.GetDirectoryName(path)!, shard)))
                throw new FileNotFoundException($"{path}: shard {Printable.Of(shard)} (with tensor {Printable.Of(tensor)}) is not in the folder; fetch it.", shard);
        }

        return index;
    }

    /// <summary>The shards that an index names and that are there; none when the index is damaged.</summary>
    public static IReadOnlyList<string> FindShards(string path, string extension)
    {
        try
        {
            var folder = Path.GetDirectoryName(path)!;
            return new ShardIndex(path, ReadWeightMap(path, extension)).Shards.Where(shard => File.Exists(Path.Combine(folder, shard))).ToArray();
        }
        catch (InvalidDataException)
        {
            return [];
        }
    }

    /// <summary>Finds that every tensor is in the shard that the index names.</summary>
    public void Check(IReadOnlyList<ITensorSource> shards)
    {
        var byName = shards.ToDictionary(shard => Path.GetFileName(shard.Path));
        foreach (var (tensor, shard) in _shardOf)
        {
            if (!byName[shard].TryFind(tensor, out _))
                throw new InvalidDataException($"{_path}: tensor {Printable.Of(tensor)} is not in {Printable.Of(shard)}, where the index puts it; fetch both again.");
        }
    }

    private static Dictionary<string, string> ReadWeightMap(string path, string extension)
    {
        try
        {
            using var document = Parse(path);
            return ReadWeightMap(path, extension, document);
        }
        catch (InvalidOperationException)
        {
            throw new InvalidDataException($"{path}: a text that is not valid Unicode; fetch the index again.");     // bad UTF-8, an escaped lone surrogate
        }
    }

    private static Dictionary<string, string> ReadWeightMap(string path, string extension, JsonDocument document)
    {
        if (document.RootElement.ValueKind != JsonValueKind.Object
            || !document.RootElement.TryGetProperty("weight_map", out var map)
            || map.ValueKind != JsonValueKind.Object)
        {
            throw new InvalidDataException($"{path}: no object 'weight_map'; an index maps each tensor to its shard there.");
        }

        var shardOf = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in map.EnumerateObject())
        {
            if (entry.Value.ValueKind != JsonValueKind.String || !IsPlainName(entry.Value.GetString()!, extension))
            {
                throw new InvalidDataException(
                    $"{path}: tensor {Printable.Of(entry.Name)} is said to be in {Printable.Of(entry.Value.GetRawText())}; the name of a {extension} file in the same folder was expected.");
            }

            if (!shardOf.TryAdd(entry.Name, entry.Value.GetString()!))
                throw new InvalidDataException($"{path}: tensor {Printable.Of(entry.Name)} occurs twice in the index.");
        }

        return shardOf;
    }

    private static JsonDocument Parse(string path)
    {
        var length = new FileInfo(path).Length;
        if (length > LargestIndex)
            throw new InvalidDataException($"{path}: {length} bytes, {LargestIndex} are allowed; this is no index.");

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
    private static bool IsPlainName(string name, string extension) =>
        name.EndsWith(extension, StringComparison.Ordinal) && name.IndexOfAny(['/', '\\', ':', '\0']) < 0;
}
