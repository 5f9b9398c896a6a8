using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace Llm.Gen.Runtime.Formats;

/// <summary>
/// A memory-mapped GGUF file, versions 2 and 3, little-endian: its metadata and its tensors under their own names and in their own row
/// order. Everything it claims is checked before it is used. As a model, with Hugging Face names: <see cref="GgufCheckpoint"/>.
/// </summary>
public sealed class GgufFile : ITensorSource
{
    private const uint Magic = 0x4655_4747;         // "GGUF"
    private const int MostDimensions = 4;
    private const uint DefaultAlignment = 32;
    private const int LongestProblem = 1_000;       // characters of a message that may quote names
    private const string AlignmentKey = "general.alignment";

    private readonly MappedFile _file;
    private readonly Dictionary<string, GgufValue> _metadata = new(StringComparer.Ordinal);
    private readonly TensorTable _table;

    private GgufFile(MappedFile file)
    {
        _file = file;
        var cursor = new GgufCursor(file);
        ReadVersion(cursor);
        var tensors = cursor.ReadCount("tensors", sizeof(ulong) + sizeof(uint) + sizeof(uint) + sizeof(ulong));
        ReadMetadata(cursor, cursor.ReadCount("metadata pairs", sizeof(ulong) + sizeof(uint) + sizeof(byte)));
        var infos = Enumerable.Range(0, tensors).Select(_ => ReadInfo(cursor)).ToArray();

        var alignment = ReadAlignment();
        var dataStart = (cursor.Position + alignment - 1) / alignment * alignment;
        CheckPlaces(infos, alignment, file.Length - dataStart);
        _table = new TensorTable(Path, infos.Select(info => MakeTensor(info, dataStart)).ToArray());
    }

    /// <inheritdoc/>
    public string Path => _file.Path;

    /// <summary>All metadata by key.</summary>
    public IReadOnlyDictionary<string, GgufValue> Metadata => _metadata;

    /// <summary>All tensors, in the order of the file.</summary>
    public IReadOnlyList<StoredTensor> Tensors => _table.Tensors;

    /// <summary>Maps and validates a file.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, or of another version; the message says where and how.</exception>
    public static GgufFile Open(string path)
    {
        var file = new MappedFile(path);
        try
        {
            return new GgufFile(file);
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

    private static void ReadVersion(GgufCursor cursor)
    {
        if (cursor.ReadUInt32() != Magic)
            throw cursor.Damaged("it does not begin with 'GGUF'");

        var version = cursor.ReadUInt32();
        if (version is not (2 or 3))
            throw cursor.Damaged($"GGUF version {version}; little-endian files of versions 2 and 3 can be read");
    }

    private void ReadMetadata(GgufCursor cursor, int pairs)
    {
        for (var i = 0; i < pairs; i++)
        {
            var key = cursor.ReadText("key");
            if (!_metadata.TryAdd(key, cursor.ReadValue(key)))
                throw cursor.Damaged($"'{key}' occurs twice in the metadata");
        }
    }

    private static TensorInfo ReadInfo(GgufCursor cursor)
    {
        var name = cursor.ReadText("tensor name");
        var dimensions = cursor.ReadUInt32();
        if (dimensions > MostDimensions)
            throw cursor.Damaged($"tensor {name} has {dimensions} dimensions, {MostDimensions} are allowed");

        var shape = new long[dimensions];
        for (var i = shape.Length - 1; i >= 0; i--)         // stored fastest first
        {
            var size = cursor.ReadUInt64();
            shape[i] = size <= long.MaxValue ? (long)size : throw cursor.Damaged($"tensor {name} has a dimension of {size}");
        }

        var id = cursor.ReadUInt32();
        var type = GgufTensorType.Find(id) ?? throw cursor.Damaged($"tensor {name} has type {id}, which does not exist");
        var offset = cursor.ReadUInt64();
        return new TensorInfo(name, type, shape, offset, CountBytes(cursor, name, type, shape));
    }

    private static long CountBytes(GgufCursor cursor, string name, GgufTensorType type, long[] shape)
    {
        var rowSize = shape.Length == 0 ? 1 : shape[^1];
        if (rowSize % type.BlockSize != 0)
            throw cursor.Damaged($"tensor {name} has rows of {rowSize} numbers, {type.Name} needs multiples of {type.BlockSize}");

        try
        {
            return checked(shape.Aggregate(1L, (product, size) => checked(product * size)) / type.BlockSize * type.BlockBytes);
        }
        catch (OverflowException)
        {
            throw cursor.Damaged($"tensor {name} of shape [{string.Join(", ", shape)}] is larger than any file");
        }
    }

    private long ReadAlignment()
    {
        if (!_metadata.TryGetValue(AlignmentKey, out var value))
            return DefaultAlignment;

        return value.Value is uint alignment && BitOperations.IsPow2(alignment)
            ? alignment
            : throw Damaged($"{AlignmentKey} is {value.Value}, a power of two was expected");
    }

    private void CheckPlaces(TensorInfo[] infos, long alignment, long dataLength)
    {
        ulong end = 0;
        foreach (var info in infos.OrderBy(info => info.Offset).ThenBy(info => info.Bytes))
        {
            if (info.Offset % (ulong)alignment != 0)
                throw Damaged($"tensor {info.Name} begins at byte {info.Offset} of the data, a multiple of {alignment} was expected");
            if (info.Offset < end)
                throw Damaged($"tensor {info.Name} begins at byte {info.Offset} of the data and overlaps the one before it, which ends at {end}");
            if (info.Bytes > dataLength || info.Offset > (ulong)(dataLength - info.Bytes))
                throw Damaged($"tensor {info.Name} ends behind the file; it is cut off");
            end = info.Offset + (ulong)info.Bytes;
        }
    }

    private StoredTensor MakeTensor(TensorInfo info, long dataStart)
    {
        var offset = dataStart + (long)info.Offset;
        return ElementTypes.TryParse(info.Type.Name, out var plain)
            ? new PlainTensor(_file, info.Name, plain, info.Shape, offset)
            : new BlockTensor(_file, info.Name, info.Type, info.Shape, offset, info.Bytes);
    }

    private InvalidDataException Damaged(string what) => new($"{Path}: {Printable.Of(what, LongestProblem)}; the file is no valid GGUF file, fetch it again.");

    private sealed record TensorInfo(string Name, GgufTensorType Type, long[] Shape, ulong Offset, long Bytes);
}
