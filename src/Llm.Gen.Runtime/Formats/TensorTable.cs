using System.Diagnostics.CodeAnalysis;

namespace Llm.Gen.Runtime.Formats;

/// <summary>Tensors in order and by name; a name may occur once.</summary>
internal sealed class TensorTable
{
    private readonly Dictionary<string, StoredTensor> _byName;

    /// <summary>Builds the table; <paramref name="path"/> is named when a tensor occurs twice.</summary>
    public TensorTable(string path, IReadOnlyList<StoredTensor> tensors)
    {
        Tensors = tensors;
        _byName = new Dictionary<string, StoredTensor>(tensors.Count, StringComparer.Ordinal);
        foreach (var tensor in tensors)
        {
            if (!_byName.TryAdd(tensor.Name, tensor))
                throw new InvalidDataException($"{path}: tensor {Printable.Of(tensor.Name)} occurs twice; the file is damaged, fetch or write it again.");
        }
    }

    public IReadOnlyList<StoredTensor> Tensors { get; }

    public bool TryFind(string name, [NotNullWhen(true)] out StoredTensor? tensor) => _byName.TryGetValue(name, out tensor);
}
