using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Unicode;

namespace Llm.Gen.Runtime.Formats;

/// <summary>Reads the head of a GGUF file from front to back; every length is checked against what is left before anything is allocated.</summary>
internal sealed unsafe class GgufCursor(MappedFile file)
{
    private const int DeepestNesting = 8;
    private const int LongestProblem = 1_000;       // characters of a message that may quote keys and names

    /// <summary>Offset of the next byte.</summary>
    public long Position { get; private set; }

    private long Left => file.Length - Position;

    public uint ReadUInt32() => Read<uint>();

    public ulong ReadUInt64() => Read<ulong>();

    /// <summary>A count of things that take at least <paramref name="smallest"/> bytes each.</summary>
    public int ReadCount(string what, long smallest)
    {
        var count = Read<ulong>();
        if (count > (ulong)(Left / smallest) || count > int.MaxValue)
            throw Damaged($"{count} {what} are claimed, {Left} bytes are left");

        return (int)count;
    }

    public string ReadText(string what)
    {
        var length = ReadCount($"bytes of {what}", 1);
        var text = file.Span(Position, length);
        if (!Utf8.IsValid(text))
            throw Damaged($"a {what} is not UTF-8");

        Position += length;
        return Encoding.UTF8.GetString(text);
    }

    public GgufValue ReadValue(string key)
    {
        var type = ReadType(key);
        return type == GgufValueType.Array ? ReadArray(key, 1) : new GgufValue(type, null, ReadScalar(type, key));
    }

    public InvalidDataException Damaged(string what) =>
        new($"{file.Path}: {Printable.Of(what, LongestProblem)} (at byte {Position}); the file is no valid GGUF file, fetch it again.");

    private GgufValueType ReadType(string key)
    {
        var type = (GgufValueType)Read<uint>();
        if (!Enum.IsDefined(type))
            throw Damaged($"'{key}' has value type {(uint)type}, 0 to 12 exist");

        return type;
    }

    private GgufValue ReadArray(string key, int depth)
    {
        if (depth > DeepestNesting)
            throw Damaged($"'{key}' nests more than {DeepestNesting} arrays");

        var type = ReadType(key);
        var values = type switch
        {
            GgufValueType.Array => ReadArrays(key, depth),
            GgufValueType.Text => ReadTexts(key),
            GgufValueType.Boolean => ReadBooleans(key),
            GgufValueType.UInt8 => ReadNumbers<byte>(key),
            GgufValueType.Int8 => ReadNumbers<sbyte>(key),
            GgufValueType.UInt16 => ReadNumbers<ushort>(key),
            GgufValueType.Int16 => ReadNumbers<short>(key),
            GgufValueType.UInt32 => ReadNumbers<uint>(key),
            GgufValueType.Int32 => ReadNumbers<int>(key),
            GgufValueType.Float32 => ReadNumbers<float>(key),
            GgufValueType.UInt64 => ReadNumbers<ulong>(key),
            GgufValueType.Int64 => ReadNumbers<long>(key),
            _ => (Array)ReadNumbers<double>(key),
        };
        return new GgufValue(GgufValueType.Array, type, values);
    }

    private GgufValue[] ReadArrays(string key, int depth)
    {
        var arrays = new GgufValue[ReadCount($"arrays in '{key}'", sizeof(uint) + sizeof(ulong))];
        for (var i = 0; i < arrays.Length; i++)
            arrays[i] = ReadArray(key, depth + 1);
        return arrays;
    }

    private string[] ReadTexts(string key)
    {
        var texts = new string[ReadCount($"texts in '{key}'", sizeof(ulong))];
        for (var i = 0; i < texts.Length; i++)
            texts[i] = ReadText($"text in '{key}'");
        return texts;
    }

    private bool[] ReadBooleans(string key)
    {
        var booleans = new bool[ReadCount($"values in '{key}'", sizeof(byte))];
        for (var i = 0; i < booleans.Length; i++)
            booleans[i] = ReadBoolean(key);
        return booleans;
    }

    private T[] ReadNumbers<T>(string key) where T : unmanaged
    {
        var numbers = new T[ReadCount($"values in '{key}'", sizeof(T))];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = Read<T>();
        return numbers;
    }

    private object ReadScalar(GgufValueType type, string key) => type switch
    {
        GgufValueType.UInt8 => Read<byte>(),
        GgufValueType.Int8 => Read<sbyte>(),
        GgufValueType.UInt16 => Read<ushort>(),
        GgufValueType.Int16 => Read<short>(),
        GgufValueType.UInt32 => Read<uint>(),
        GgufValueType.Int32 => Read<int>(),
        GgufValueType.Float32 => Read<float>(),
        GgufValueType.Boolean => ReadBoolean(key),
        GgufValueType.Text => ReadText($"text in '{key}'"),
        GgufValueType.UInt64 => Read<ulong>(),
        GgufValueType.Int64 => Read<long>(),
        _ => Read<double>(),
    };

    private bool ReadBoolean(string key)
    {
        var value = Read<byte>();
        return value <= 1 ? value == 1 : throw Damaged($"'{key}' holds {value}, a truth value is 0 or 1");
    }

    private T Read<T>() where T : unmanaged
    {
        if (Left < sizeof(T))
            throw Damaged("the file ends too early");

        var value = Unsafe.ReadUnaligned<T>(file.At(Position, sizeof(T)));
        Position += sizeof(T);
        return value;
    }
}
