using Llm.Gen.Architectures;
using Llm.Gen.Runtime.Formats;

namespace Llm.Gen.Cli.Inspection;

/// <summary>What the weight files of a model hold, read from their heads alone.</summary>
/// <param name="Tensors">Their number.</param>
/// <param name="Bytes">Their size in the files.</param>
/// <param name="Formats">How many tensors have each format, the most frequent first.</param>
/// <param name="Beside">What becomes of the parts that are no part of the decoder.</param>
internal sealed record StoredSummary(int Tensors, long Bytes, IReadOnlyList<(string Format, int Tensors)> Formats, IReadOnlyList<string> Beside)
{
    public static StoredSummary? Of(string path, Architecture architecture)
    {
        using var source = Open(path);
        if (source is null)
            return null;

        var formats = source.Tensors.GroupBy(tensor => tensor.Format)
            .Select(group => (group.Key, group.Count()))
            .OrderByDescending(row => row.Item2).ThenBy(row => row.Key, StringComparer.Ordinal)
            .ToArray();
        return new StoredSummary(source.Tensors.Count, source.Tensors.Sum(tensor => tensor.StoredBytes), formats,
            [.. new CheckpointNames(architecture).DescribeBeside(source.Tensors.Select(tensor => tensor.Name))]);
    }

    private static ITensorSource? Open(string path)
    {
        if (ModelFile.IsConfig(path))
            return null;
        if (!Directory.Exists(path))
            return GgufFile.Open(path);

        return CheckpointFolder.HasWeights(path) ? CheckpointFolder.Open(path) : null;
    }
}
