using System.Diagnostics.CodeAnalysis;

namespace Llm.Gen.Runtime.Formats;

/// <summary>A checkpoint that bitsandbytes quantised to four bits, seen as the plain one that it was: each matrix under its name, the tensors that describe it hidden.</summary>
internal sealed class BitsAndBytesSource : ITensorSource
{
    /// <summary>The method as config.json names it.</summary>
    public const string Method = "bitsandbytes";

    private const string StateMark = ".quant_state.bitsandbytes__";

    private static readonly string[] Endings = ["absmax", "quant_map", "nested_absmax", "nested_quant_map"];

    private readonly ITensorSource _source;
    private readonly TensorTable _table;

    /// <summary>Looks at the tensors of a source, which it owns from now on.</summary>
    /// <exception cref="InvalidDataException">A matrix is damaged, or is quantised to something else than four bits.</exception>
    public BitsAndBytesSource(ITensorSource source)
    {
        _source = source;
        var quantized = source.Tensors.Where(tensor => tensor.Name.Contains(StateMark, StringComparison.Ordinal))
            .ToDictionary(tensor => tensor.Name[..tensor.Name.IndexOf(StateMark, StringComparison.Ordinal)], StringComparer.Ordinal);
        var hidden = quantized.SelectMany(pair => Endings.Select(ending => $"{pair.Key}.{ending}").Append(pair.Value.Name)).ToHashSet(StringComparer.Ordinal);
        if (source.Tensors.FirstOrDefault(tensor => tensor.Name.EndsWith(".SCB", StringComparison.Ordinal)) is { } rows)
            throw new InvalidDataException($"{source.Path}: {Printable.Of(rows.Name)} belongs to weights in 8 bits (load_in_8bit), which are not supported; give the folder of the model before it was quantised, or one in four bits.");
        try
        {
            _table = new TensorTable(source.Path,
            [
                .. source.Tensors.Where(tensor => !hidden.Contains(tensor.Name)).Select(tensor =>
                    quantized.TryGetValue(tensor.Name, out var state) ? new FourBitTensor(tensor.Name, FourBitState.Read(state), tensor, ending => Part(tensor.Name, ending)) : tensor),
            ]);
        }
        catch (InvalidDataException problem)
        {
            throw new InvalidDataException($"{source.Path}: {problem.Message}", problem);
        }
    }

    public string Path => _source.Path;

    public IReadOnlyList<StoredTensor> Tensors => _table.Tensors;

    public bool TryFind(string name, [NotNullWhen(true)] out StoredTensor? tensor) => _table.TryFind(name, out tensor);

    public void Dispose() => _source.Dispose();

    private StoredTensor Part(string matrix, string ending) => _source.TryFind($"{matrix}.{ending}", out var part)
        ? part
        : throw new InvalidDataException($"tensor {Printable.Of(matrix)} lacks {ending}; the folder is not whole, fetch it again.");
}
