namespace Llm.Gen.Runtime.Formats;

/// <summary>A name of Python code that a pickle may mention. Nothing stands behind it: what it would give is built here.</summary>
internal sealed record PickledGlobal(string Name, PickledGlobalKind Kind, ElementType Type = default)
{
    // The whole list. Everything else is refused by name.
    private static readonly Dictionary<string, PickledGlobal> Known = new PickledGlobal[]
    {
        new("collections.OrderedDict", PickledGlobalKind.Dictionary),
        new("torch._utils._rebuild_tensor_v2", PickledGlobalKind.Tensor),
        new("torch._utils._rebuild_parameter", PickledGlobalKind.Parameter),
        new("torch.DoubleStorage", PickledGlobalKind.Storage, ElementType.Float64),
        new("torch.FloatStorage", PickledGlobalKind.Storage, ElementType.Float32),
        new("torch.HalfStorage", PickledGlobalKind.Storage, ElementType.Float16),
        new("torch.BFloat16Storage", PickledGlobalKind.Storage, ElementType.BFloat16),
        new("torch.LongStorage", PickledGlobalKind.Storage, ElementType.Int64),
        new("torch.IntStorage", PickledGlobalKind.Storage, ElementType.Int32),
        new("torch.ShortStorage", PickledGlobalKind.Storage, ElementType.Int16),
        new("torch.CharStorage", PickledGlobalKind.Storage, ElementType.Int8),
        new("torch.ByteStorage", PickledGlobalKind.Storage, ElementType.UInt8),
        new("torch.BoolStorage", PickledGlobalKind.Storage, ElementType.Boolean),
    }.ToDictionary(global => global.Name, StringComparer.Ordinal);

    /// <summary>Finds a global of the list.</summary>
    /// <exception cref="InvalidDataException">It is not in the list; <paramref name="path"/> and the global are named.</exception>
    public static PickledGlobal Find(string path, string module, string name) => Known.GetValueOrDefault($"{module}.{name}")
        ?? throw new InvalidDataException(
            $"{path}: the pickle asks for {Printable.Of($"{module}.{name}")}; only tensors and plain values are read, and nothing is called. "
            + "Save the weights alone, best as safetensors; where they were not yours, do not trust the file.");
}
