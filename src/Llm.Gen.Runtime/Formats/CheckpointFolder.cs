using System.Diagnostics.CodeAnalysis;

namespace Llm.Gen.Runtime.Formats;

/// <summary>
/// The weights of a Hugging Face folder, seen as one: <c>model.safetensors</c>, or the shards that its index names; where a folder has
/// neither, <c>pytorch_model.bin</c> or its shards.
/// </summary>
public sealed class CheckpointFolder : ITensorSource
{
    /// <summary>Name of the weights when they are one file.</summary>
    public const string SingleName = "model.safetensors";

    /// <summary>Name of the index when they are several.</summary>
    public const string IndexName = "model.safetensors.index.json";

    /// <summary>Name of the weights when torch wrote them to one file.</summary>
    public const string TorchSingleName = "pytorch_model.bin";

    private readonly IReadOnlyList<ITensorSource> _files;
    private readonly TensorTable _table;

    private CheckpointFolder(string path, IReadOnlyList<ITensorSource> files)
    {
        Path = path;
        _files = files;
        _table = new TensorTable(path, files.SelectMany(file => file.Tensors).ToArray());
    }

    /// <inheritdoc/>
    public string Path { get; }

    /// <summary>All tensors, shard by shard.</summary>
    public IReadOnlyList<StoredTensor> Tensors => _table.Tensors;

    /// <summary>True when the folder has weights in a form that can be read.</summary>
    public static bool HasWeights(string folder) => WeightFiles.Find(folder) is not null;

    /// <summary>Opens and validates the weights of a folder; where it has a single file and shards, the single file is taken.</summary>
    /// <exception cref="FileNotFoundException">The folder has no weights, or a shard is missing.</exception>
    /// <exception cref="InvalidDataException">A file or the index is damaged, or a tensor is not where the index says.</exception>
    public static CheckpointFolder Open(string folder)
    {
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"{folder}: no such folder; give a Hugging Face folder or a .gguf file.");

        var form = WeightFiles.Find(folder) ?? throw new FileNotFoundException(
            $"{folder}: no weights; a Hugging Face folder has {string.Join(" or ", WeightFiles.Forms.Select(form => form.SingleName))}, or shards and their index.");

        var single = System.IO.Path.Combine(folder, form.SingleName);
        if (File.Exists(single))
            return Assemble(folder, form, [single], null);

        var index = ShardIndex.Read(System.IO.Path.Combine(folder, form.IndexName), form.Extension);
        return Assemble(folder, form, index.Shards.Select(shard => System.IO.Path.Combine(folder, shard)), index);
    }

    /// <inheritdoc/>
    public bool TryFind(string name, [NotNullWhen(true)] out StoredTensor? tensor) => _table.TryFind(name, out tensor);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var file in _files)
            file.Dispose();
    }

    private static CheckpointFolder Assemble(string folder, WeightFiles form, IEnumerable<string> paths, ShardIndex? index)
    {
        var files = new List<ITensorSource>();
        try
        {
            foreach (var path in paths)
                files.Add(form.Open(path));
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
