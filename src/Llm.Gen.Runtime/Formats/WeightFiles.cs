namespace Llm.Gen.Runtime.Formats;

/// <summary>A form that the weights of a folder may have: one file, or shards of the same kind and their index.</summary>
internal sealed record WeightFiles(string SingleName, Func<string, ITensorSource> Open)
{
    /// <summary>All forms. Where a folder has several, the first one is taken: the same weights, and the form that is quicker to check.</summary>
    public static IReadOnlyList<WeightFiles> Forms { get; } =
    [
        new(CheckpointFolder.SingleName, SafetensorsFile.Open),
        new(CheckpointFolder.TorchSingleName, TorchFile.Open),
    ];

    /// <summary>Name of the index that says which shard holds which tensor.</summary>
    public string IndexName => SingleName + ".index.json";

    /// <summary>How the names of shards end.</summary>
    public string Extension => Path.GetExtension(SingleName);

    /// <summary>Finds the form that the weights of a folder have.</summary>
    public static WeightFiles? Find(string folder) => Forms.FirstOrDefault(form =>
        File.Exists(Path.Combine(folder, form.SingleName)) || File.Exists(Path.Combine(folder, form.IndexName)));
}
