namespace Llm.Gen.Runtime.Formats;

/// <summary>Builds what the globals of torch's pickles stand for, out of their arguments.</summary>
internal sealed class TorchObjects(PickleCursor cursor)
{
    private const int MostDimensions = 64;

    private readonly Dictionary<(string Key, ElementType Type, long Elements), PickledStorage> _storages = [];

    /// <summary>Every storage that was mentioned; more than one of a key when it is seen as several types.</summary>
    public IReadOnlyCollection<PickledStorage> Storages => _storages.Values;

    /// <summary>A storage: ('storage', type, key, device, count of numbers), to which the legacy container adds what part of another storage it is.</summary>
    public PickledStorage Storage(object? id)
    {
        if (id is not object?[] { Length: 5 or 6 } parts
            || parts is not ["storage", PickledGlobal { Kind: PickledGlobalKind.Storage } global, string key, string, long elements, ..])
        {
            throw cursor.Damaged("a storage is not described by type, key, device and count");
        }

        if (parts.Length == 6 && parts[5] is not null)
            throw cursor.Damaged($"storage {Printable.Of(key)} is a part of another one, as torch before version 0.4 wrote it; save it again with a newer torch");
        if (elements < 0 || elements > long.MaxValue / ElementTypes.SizeOf(global.Type))
            throw cursor.Damaged($"storage {Printable.Of(key)} is said to hold {elements} numbers, which no file does");

        var named = (key, global.Type, elements);
        if (!_storages.TryGetValue(named, out var storage))
            _storages.Add(named, storage = new PickledStorage(key, global.Type, elements));
        return storage;
    }

    /// <summary>What <paramref name="global"/> makes of <paramref name="arguments"/>.</summary>
    public object Rebuild(PickledGlobal global, object?[] arguments) => global.Kind switch
    {
        PickledGlobalKind.Dictionary => Dictionary(arguments),
        PickledGlobalKind.Tensor => Tensor(arguments),
        PickledGlobalKind.Parameter => Parameter(arguments),
        _ => throw cursor.Damaged($"the pickle rebuilds a {global.Name}, which has no arguments"),
    };

    // Empty and filled later, or, from Python 2, with a list of pairs.
    private PickledMap Dictionary(object?[] arguments)
    {
        var map = new PickledMap();
        if (arguments is [])
            return map;

        foreach (var pair in arguments is [List<object?> pairs] ? pairs : throw NoDictionary())
        {
            if (pair is not IReadOnlyList<object?> { Count: 2 } item || !map.TrySet(item[0], item[1]))
                throw NoDictionary();
        }

        return map;
    }

    // Storage, offset, sizes, strides, whether it is trained, hooks; newer writers may add metadata.
    private PickledTensor Tensor(object?[] arguments)
    {
        if (arguments is not [PickledStorage storage, long offset, object?[] sizes, object?[] steps, bool, PickledMap { Count: 0 }, ..]
            || arguments.Length > 7 || arguments.Length == 7 && arguments[6] is not (null or PickledMap { Count: 0 }))
        {
            throw cursor.Damaged("a tensor is not described by storage, offset, sizes and strides alone");
        }

        var (shape, strides) = (Counts(sizes), Counts(steps));
        if (offset < 0 || shape.Length != strides.Length || shape.Length > MostDimensions)
            throw cursor.Damaged($"a tensor of offset {offset}, {shape.Length} sizes and {strides.Length} strides cannot be");

        return new PickledTensor(storage, offset, shape, strides);
    }

    // A tensor, whether it is trained, hooks.
    private PickledTensor Parameter(object?[] arguments) => arguments is [PickledTensor tensor, bool, PickledMap { Count: 0 }]
        ? tensor
        : throw cursor.Damaged("a parameter is not described by a tensor alone");

    private long[] Counts(object?[] values) => Array.ConvertAll(values, value =>
        value is long count and >= 0 ? count : throw cursor.Damaged("a size or stride of a tensor is no integer from 0 to 2^63 - 1"));

    private InvalidDataException NoDictionary() => cursor.Damaged("a dictionary is made of something else than pairs");
}
