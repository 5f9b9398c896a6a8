using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Unicode;

namespace Llm.Gen.Tokenization;

/// <summary>The metadata of a GGUF file that belongs to its tokenizer (keys "tokenizer."); tensors are not looked at.</summary>
internal sealed class GgufMetadata
{
    private const string Prefix = "tokenizer.";
    private const int LongestKey = 1 << 16;

    private readonly Dictionary<string, object> _values = new(StringComparer.Ordinal);

    private GgufMetadata()
    {
    }

    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static GgufMetadata Read(Stream stream)
    {
        var metadata = new GgufMetadata();
        try
        {
            metadata.ReadAll(new BinaryReader(stream, Encoding.UTF8, leaveOpen: true));
        }
        catch (EndOfStreamException exception)
        {
            throw new InvalidDataException($"the GGUF file ends in its metadata, after {stream.Position} bytes; it is cut. Copy it again.", exception);
        }

        return metadata;
    }

    /// <summary>A value of the given type, if it is there.</summary>
    /// <exception cref="InvalidDataException">It has another type.</exception>
    public bool TryGet<T>(string key, [MaybeNullWhen(false)] out T value)
    {
        value = default;
        if (!_values.TryGetValue(Prefix + key, out var found))
            return false;
        value = found is T typed ? typed : throw new InvalidDataException($"{Prefix}{key} in the GGUF file has the type {Name(found)}; expected {typeof(T).Name}.");
        return true;
    }

    /// <summary>A value of the given type that has to be there.</summary>
    public T Get<T>(string key) => TryGet<T>(key, out var value) ? value : throw new InvalidDataException($"the GGUF file has no {Prefix}{key}; its vocabulary was left out. Use a complete file.");

    /// <summary>A whole number of any size.</summary>
    public int? Number(string key) => !_values.TryGetValue(Prefix + key, out var value) ? null : value switch
    {
        byte or sbyte or short or ushort or int => System.Convert.ToInt32(value, null),
        uint and <= int.MaxValue or ulong and <= int.MaxValue or long and >= int.MinValue and <= int.MaxValue => System.Convert.ToInt32(value, null),
        _ => throw new InvalidDataException($"{Prefix}{key} in the GGUF file is {value}; expected a whole number below 2^31."),
    };

    private static string Name(object value) => value is Array array ? $"array of {array.Length} {array.GetType().GetElementType()!.Name}" : value.GetType().Name;

    private void ReadAll(BinaryReader reader)
    {
        if (reader.ReadUInt32() != 0x46554747)
            throw new InvalidDataException("this is no GGUF file.");
        var version = reader.ReadUInt32();
        if (version is not (2 or 3))
            throw new InvalidDataException($"the GGUF file has the version {version}; supported are 2 and 3 of little-endian files. Convert it anew.");
        reader.ReadUInt64(); // tensors
        for (var left = reader.ReadUInt64(); left > 0; left--)
        {
            var key = ReadText(reader, LongestKey);
            var value = ReadValue(reader, reader.ReadUInt32(), isWanted: key.StartsWith(Prefix, StringComparison.Ordinal));
            if (value is not null)
                _values[key] = value;
        }
    }

    private static object? ReadValue(BinaryReader reader, uint type, bool isWanted) => type switch
    {
        0 => reader.ReadByte(),
        1 => reader.ReadSByte(),
        2 => reader.ReadUInt16(),
        3 => reader.ReadInt16(),
        4 => reader.ReadUInt32(),
        5 => reader.ReadInt32(),
        6 => reader.ReadSingle(),
        7 => reader.ReadByte() != 0,
        8 => ReadText(reader, int.MaxValue),
        9 => ReadArray(reader, isWanted),
        10 => reader.ReadUInt64(),
        11 => reader.ReadInt64(),
        12 => reader.ReadDouble(),
        _ => throw new InvalidDataException($"a value of the GGUF file has the type {type}; known are 0 to 12. The file is damaged."),
    };

    // Grows with what is read, so that a number in the file takes no memory by itself.
    private static object? ReadArray(BinaryReader reader, bool isWanted)
    {
        var type = reader.ReadUInt32();
        var count = reader.ReadUInt64();
        if (type == 9)
            throw new InvalidDataException("the GGUF file has an array of arrays, which the format does not know; it is damaged.");
        return type switch
        {
            8 => ReadAll(count, isWanted, () => ReadText(reader, int.MaxValue)),
            6 => ReadAll(count, isWanted, reader.ReadSingle),
            5 => ReadAll(count, isWanted, reader.ReadInt32),
            4 => ReadAll(count, isWanted, () => (int)reader.ReadUInt32()),
            0 or 1 => ReadAll(count, isWanted, reader.ReadByte),
            _ => ReadAll(count, isWanted: false, () => ReadValue(reader, type, false)),
        };
    }

    private static T[]? ReadAll<T>(ulong count, bool isWanted, Func<T> read)
    {
        List<T> items = [];
        for (; count > 0; count--)
        {
            var item = read();
            if (isWanted)
                items.Add(item);
        }

        return isWanted ? [.. items] : null;
    }

    private static string ReadText(BinaryReader reader, int longest)
    {
        var length = reader.ReadUInt64();
        var stream = reader.BaseStream;
        if (length > (ulong)longest || stream.CanSeek && length > (ulong)(stream.Length - stream.Position))
            throw new InvalidDataException($"a text of the GGUF file says that it has {length} bytes, which is more than is left; the file is damaged or cut.");
        var bytes = reader.ReadBytes((int)length);
        if (bytes.Length < (int)length)
            throw new EndOfStreamException();
        return Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : throw new InvalidDataException("a text of the GGUF file is not UTF-8; the file is damaged.");
    }
}
