using System.Globalization;

namespace Llm.Gen.Runtime.Formats;

/// <summary>Finds the tensors in what a pickle held, names them by where they stand in it, and checks each against its storage.</summary>
internal sealed class TorchTensors(MappedFile file)
{
    private const string BareName = "tensor";           // of a file that is one tensor
    private const int DeepestNesting = 64;
    private const long LargestWalk = 1 << 25;           // characters of names, and values: a pickle may use a value any number of times
    private const long MostRepeated = 1 << 26;          // numbers of a tensor that repeats those of its storage

    private readonly List<StoredTensor> _tensors = [];
    private long _walked;

    /// <summary>All tensors in <paramref name="content"/>: the keys and list indices that lead to one, joined by '/', are its name.</summary>
    public IReadOnlyList<StoredTensor> Find(object? content)
    {
        if (content is PickledTensor bare)
            _tensors.Add(Make(BareName, bare));
        else
            Visit(content, null, 1);
        return _tensors;
    }

    private void Visit(object? container, string? name, int depth)
    {
        if (depth > DeepestNesting)
            throw Refused($"values are nested more than {DeepestNesting} deep");

        if (container is PickledMap map)
        {
            foreach (var (key, value) in map)
                VisitItem(value, name, key, depth);
        }
        else if (container is IReadOnlyList<object?> list)
        {
            for (var i = 0; i < list.Count; i++)
                VisitItem(list[i], name, (long)i, depth);
        }
    }

    private void VisitItem(object? value, string? parent, object key, int depth)
    {
        Spend(1);
        if (value is not (PickledTensor or PickledMap or IReadOnlyList<object?>))
            return;

        var own = key as string ?? ((long)key).ToString(CultureInfo.InvariantCulture);
        var name = parent is null ? own : $"{parent}/{own}";
        Spend(name.Length);
        if (value is PickledTensor tensor)
            _tensors.Add(Make(name, tensor));
        else
            Visit(value, name, depth + 1);
    }

    private void Spend(int amount)
    {
        _walked += amount;
        if (_walked > LargestWalk)
            throw Refused("it uses the same values over and over, beyond any checkpoint");
    }

    private StoredTensor Make(string name, PickledTensor tensor)
    {
        var (storage, shape) = (tensor.Storage, tensor.Shape);
        try
        {
            if (shape.Contains(0))
                return new PlainTensor(file, name, storage.Type, shape, storage.Offset);

            var layout = new Layout(tensor.Offset, shape, tensor.Strides);
            var elements = shape.Aggregate(1L, (product, size) => checked(product * size));
            if (layout.End > storage.Elements)
                throw Refused($"tensor {Describe(name, tensor)} needs number {layout.End} of a storage of {storage.Elements}");
            if (elements > Math.Max(storage.Elements, MostRepeated))
                throw Refused($"tensor {Describe(name, tensor)} repeats the {storage.Elements} numbers of its storage more often than is allowed");

            return layout.IsContiguous
                ? new PlainTensor(file, name, storage.Type, shape, storage.Offset + tensor.Offset * ElementTypes.SizeOf(storage.Type))
                : new StridedTensor(name, new PlainTensor(file, name, storage.Type, [storage.Elements], storage.Offset), shape, layout);
        }
        catch (OverflowException)
        {
            throw Refused($"tensor {Describe(name, tensor)} is larger than any file");
        }
    }

    private static string Describe(string name, PickledTensor tensor) =>
        $"{Printable.Of(name)}, [{string.Join(", ", tensor.Shape)}] with strides [{string.Join(", ", tensor.Strides)}] from number {tensor.Offset} on,";

    private InvalidDataException Refused(string what) => new($"{file.Path}: {what}; the file is damaged or made to harm, fetch or save it again.");
}
