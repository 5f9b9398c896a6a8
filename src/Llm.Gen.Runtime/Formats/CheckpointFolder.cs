using System.Diagnostics.CodeAnalysis;

namespace Llm.Gen.Runtime.Formats;

/// <summary>The weights of a Hugging Face folder, seen as one: <c>model.safetensors</c>, or the shards that the index names.</summary>
public sealed class CheckpointFolder : ITensorSource
{
    /// <summary>Name of the weights when they are one file.</summary>
    public const string SingleName = "model.safetensors";

    /// <summary>Name of the index when they are several.</summary>
    public const string IndexName = "model.safetensors.index.json";

    private readonly IReadOnlyList<SafetensorsFile> _files;
    private readonly TensorTable _table;

    private CheckpointFolder(string path, IReadOnlyList<SafetensorsFile> files)
    {
        Path = path;
        _files = files;
        _table = new TensorTable(path, files.SelectMany(file => file.Tensors).ToArray());
    }

    /// <inheritdoc/>
    public string Path { get; }

    /// <summary>All tensors, shard by shard.</summary>
    public IReadOnlyList<StoredTensor> Tensors => _table.Tensors;

    /// <summary>Opens and validates the weights of a folder; where it has both forms, the single file is taken.</summary>
    /// <exception cref="FileNotFoundException">The folder has no weights, or a shard is missing.</exception>
    /// <exception cref="InvalidDataException">A file or the index is damaged, or a tensor is not where the index says.</exception>
    public static CheckpointFolder Open(string folder)
    {
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"{folder}: no such folder; give a Hugging Face folder or a .gguf file.");

        var single = System.IO.Path.Combine(folder, SingleName);
        if (File.Exists(single))
            return Assemble(folder, [single], null);

        var indexPath = System.IO.Path.Combine(folder, IndexName);
        if (!File.Exists(indexPath))
            throw new FileNotFoundException($"{folder}: neither {SingleName} nor {IndexName} is there; a Hugging Face folder has one of them.");

        var index = ShardIndex.Read(indexPath);
        return Assemble(folder, index.Shards.Select(shard => System.IO.Path.Combine(folder, shard)), index);
    }

    /// <inheritdoc/>
    public bool TryFind(string name, [NotNullWhen(true)] out StoredTensor? tensor) => _table.TryFind(name, out tensor);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var file in _files)
            file.Dispose();
    }

    private static CheckpointFolder Assemble(string folder, IEnumerable<string> paths, ShardIndex? index)
    {
        var files = new List<SafetensorsFile>();
        try
        {
            foreach (var path in paths)
                files.Add(SafetensorsFile.Open(path));
            index?.Check(files);
            return new CheckpointFolder(folder, files);
        }
        catch
        {
            files.ForEach(file => file.Dispose());
            throw;
        }
    }
}
