using System.Globalization;
using System.Numerics;

namespace Llm.Gen.Runtime.Formats;

/// <summary>torch's container before version 1.6: three pickles of what wrote it, the content, the keys of its storages, and their numbers.</summary>
internal static class TorchLegacyFile
{
    private const long ProtocolVersion = 1001;

    private static readonly BigInteger Magic = BigInteger.Parse("1950a86a20f9469cfc6c", NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    /// <summary>The content of the fourth pickle, with every storage found.</summary>
    /// <exception cref="InvalidDataException">Damaged, or not to be read; the message says what and where.</exception>
    public static object? Read(MappedFile file)
    {
        var cursor = new PickleCursor(file, 0, file.Length);
        var reader = new PickleReader(cursor);
        if (reader.Read() is not BigInteger magic || magic != Magic)
            throw cursor.Damaged("it begins with a pickle that is not torch's magic number");
        if (reader.Read() is not ProtocolVersion)
            throw cursor.Damaged($"its protocol version is not {ProtocolVersion}");
        if (reader.Read() is not PickledMap system || system["little_endian"] is not true)
            throw cursor.Damaged("it was not written by a little-endian machine");

        var content = reader.Read();
        var keys = reader.Read() as List<object?> ?? throw cursor.Damaged("the keys of its storages are no list");
        FindStorages(cursor, reader.Storages, keys);
        return content;
    }

    // In the order of the keys: 8 bytes of count, and the numbers.
    private static void FindStorages(PickleCursor cursor, IReadOnlyCollection<PickledStorage> storages, List<object?> keys)
    {
        var byKey = new Dictionary<string, PickledStorage>(StringComparer.Ordinal);
        foreach (var storage in storages)
        {
            if (!byKey.TryAdd(storage.Key, storage))
                throw cursor.Damaged($"storage {Printable.Of(storage.Key)} is described in two ways");
        }

        foreach (var item in keys)
        {
            if (item is not string key || !byKey.Remove(key, out var storage))
                throw cursor.Damaged($"it holds a storage that no tensor has, or one twice: {Printable.Of(item?.ToString() ?? "None")}");

            var count = cursor.ReadInt64();
            if (count != storage.Elements)
                throw cursor.Damaged($"storage {Printable.Of(key)} has {count} numbers, its tensors say {storage.Elements}");

            storage.Offset = cursor.Position;
            cursor.Skip(storage.Bytes);
        }

        if (byKey.Count > 0)
            throw cursor.Damaged($"storage {Printable.Of(byKey.Keys.First())} is missing");
        if (cursor.Left > 0)
            throw cursor.Damaged($"{cursor.Left} bytes follow its last storage");
    }
}
