using System.Text.Json;

namespace Llm.Gen.Runtime.Formats;

/// <summary>Writes the weights of a Hugging Face folder: one <c>model.safetensors</c>, or shards and their index when it would be too large.</summary>
public static class CheckpointWriter
{
    /// <summary>The largest file in bytes unless said otherwise: 50 GB, as Hugging Face's writer has it.</summary>
    public const long DefaultShardBytes = 50_000_000_000;

    /// <summary>
    /// Writes <paramref name="tensors"/> into <paramref name="folder"/>. One rename switches from the older weights, if there are any,
    /// to the new ones; only then the files that the new ones replace are deleted.
    /// </summary>
    /// <param name="folder">Created when missing.</param>
    /// <param name="tensors">In the order in which they are distributed over the shards.</param>
    /// <param name="shardBytes">Largest size of a file's data in bytes; a tensor larger than that gets a file of its own.</param>
    public static void Write(string folder, IReadOnlyList<TensorToWrite> tensors, long shardBytes = DefaultShardBytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(shardBytes, 1);

        var shards = Distribute(tensors, shardBytes);
        var older = FindWeights(folder);
        if (shards.Count == 1)
        {
            SafetensorsWriter.Write(Path.Combine(folder, CheckpointFolder.SingleName), tensors);
            Delete(folder, older.Where(name => name != CheckpointFolder.SingleName));
            return;
        }

        var names = ChooseNames(shards.Count, older);
        var written = new List<string>();
        try
        {
            for (var i = 0; i < shards.Count; i++)
            {
                SafetensorsWriter.Write(Path.Combine(folder, names[i]), shards[i]);
                written.Add(names[i]);
            }

            AtomicFile.WriteBytes(Path.Combine(folder, CheckpointFolder.IndexName), MakeIndex(shards, names));
        }
        catch
        {
            Delete(folder, written);
            throw;
        }

        Delete(folder, older.Where(name => name != CheckpointFolder.IndexName));
    }

    private static List<List<TensorToWrite>> Distribute(IReadOnlyList<TensorToWrite> tensors, long shardBytes)
    {
        var shards = new List<List<TensorToWrite>> { new() };
        long used = 0;
        foreach (var tensor in tensors)
        {
            if (used > 0 && used + tensor.Bytes > shardBytes)
            {
                shards.Add([]);
                used = 0;
            }

            shards[^1].Add(tensor);
            used += tensor.Bytes;
        }

        return shards;
    }

    // Names that no older shard has, so that the older weights stay whole until the index is renamed.
    private static string[] ChooseNames(int shards, IReadOnlyList<string> older)
    {
        for (var version = 1; ; version++)
        {
            var stem = version == 1 ? "model" : $"model-v{version}";
            var names = Enumerable.Range(1, shards).Select(i => $"{stem}-{i:D5}-of-{shards:D5}.safetensors").ToArray();
            if (!names.Intersect(older).Any())
                return names;
        }
    }

    private static string[] FindWeights(string folder)
    {
        var names = new List<string>();
        if (File.Exists(Path.Combine(folder, CheckpointFolder.SingleName)))
            names.Add(CheckpointFolder.SingleName);

        var index = Path.Combine(folder, CheckpointFolder.IndexName);
        if (File.Exists(index))
        {
            names.AddRange(ShardIndex.FindShards(index, Path.GetExtension(CheckpointFolder.SingleName)));
            names.Add(CheckpointFolder.IndexName);
        }

        return [.. names];
    }

    private static void Delete(string folder, IEnumerable<string> names)
    {
        foreach (var name in names)
            File.Delete(Path.Combine(folder, name));
    }

    private static byte[] MakeIndex(List<List<TensorToWrite>> shards, string[] names)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteStartObject("metadata");
            json.WriteNumber("total_size", shards.Sum(shard => shard.Sum(tensor => tensor.Bytes)));
            json.WriteEndObject();
            json.WriteStartObject("weight_map");
            for (var i = 0; i < shards.Count; i++)
            {
                foreach (var tensor in shards[i])
                    json.WriteString(tensor.Name, names[i]);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        buffer.WriteByte((byte)'\n');
        return buffer.ToArray();
    }
}
