using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Llm.Gen.Runtime.Formats;

/// <summary>A GGUF file seen as the Hugging Face folder it was made from: the same names, and query and key rows in the same order.</summary>
/// <remarks>
/// llama.cpp rotates pairs of columns (2i, 2i + 1), Hugging Face rotates halves (i, i + E/2) of a head of size E; so its converter
/// interleaves the rows of each query and key head, and here they are put back.
/// </remarks>
public sealed class GgufCheckpoint : ITensorSource
{
    private readonly GgufFile _file;
    private readonly TensorTable _table;

    private GgufCheckpoint(GgufFile file)
    {
        _file = file;
        ConfigJson = GgufConfig.Derive(file);
        using var config = JsonDocument.Parse(ConfigJson);
        var headSize = config.RootElement.GetProperty("head_dim").GetInt64();
        _table = new TensorTable(file.Path, file.Tensors.Select(tensor => Present(tensor, headSize)).ToArray());
    }

    /// <inheritdoc/>
    public string Path => _file.Path;

    /// <summary>The config.json that the folder would have.</summary>
    public string ConfigJson { get; }

    /// <summary>All tensors, in the order of the file.</summary>
    public IReadOnlyList<StoredTensor> Tensors => _table.Tensors;

    /// <summary>Opens a file of a supported architecture and formats.</summary>
    /// <exception cref="InvalidDataException">Damaged, or of an architecture or format that cannot be read; each is named.</exception>
    public static GgufCheckpoint Open(string path)
    {
        var file = GgufFile.Open(path);
        try
        {
            return new GgufCheckpoint(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public bool TryFind(string name, [NotNullWhen(true)] out StoredTensor? tensor) => _table.TryFind(name, out tensor);

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private StoredTensor Present(StoredTensor tensor, long headSize)
    {
        var name = GgufNames.ToHuggingFace(tensor.Name)
            ?? throw new InvalidDataException($"{Path}: tensor {Printable.Of(tensor.Name)} has no place in a plain Llama model; this file's variant cannot be read.");
        (tensor as BlockTensor)?.RequireReadable();

        if (!name.Contains("q_proj") && !name.Contains("k_proj"))
            return new RenamedTensor(name, tensor);

        if (tensor.Shape.Count == 0 || tensor.Shape[0] % headSize != 0 || headSize % 2 != 0)
            throw new InvalidDataException($"{Path}: tensor {Printable.Of(tensor.Name)} [{string.Join(", ", tensor.Shape)}] is not made of heads of {headSize} rows.");

        return new ReorderedTensor(name, tensor, row => InterleavedRow(row, headSize));
    }

    // Row (half, i) of a head is stored as row (i, half).
    private static long InterleavedRow(long row, long headSize)
    {
        var (head, within) = (row / headSize, row % headSize);
        var (half, i) = (within / (headSize / 2), within % (headSize / 2));
        return head * headSize + 2 * i + half;
    }
}
