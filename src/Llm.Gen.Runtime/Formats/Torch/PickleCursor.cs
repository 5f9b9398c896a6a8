using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using System.Text.Unicode;

namespace Llm.Gen.Runtime.Formats;

/// <summary>Reads pickled bytes from front to back; every length is checked against what is left before anything is allocated.</summary>
internal sealed class PickleCursor(MappedFile file, long start, long end)
{
    private const int LongestLine = 512;        // bytes; a line holds the module or the name of a global

    /// <summary>Offset of the next byte in the file.</summary>
    public long Position { get; private set; } = start;

    /// <summary>The file.</summary>
    public string Path => file.Path;

    /// <summary>Bytes that are left.</summary>
    public long Left => end - Position;

    public byte ReadByte() => Take(1)[0];

    public ushort ReadUInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(sizeof(ushort)));

    public int ReadInt32() => BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)));

    public uint ReadUInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint)));

    public long ReadInt64() => BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));

    /// <summary>A double; the one number that pickles write with the highest byte first.</summary>
    public double ReadDouble() => BinaryPrimitives.ReadDoubleBigEndian(Take(sizeof(double)));

    /// <summary>A signed integer of <paramref name="bytes"/> bytes: a long where it fits, else a BigInteger.</summary>
    public object ReadInteger(int bytes)
    {
        var value = new BigInteger(Take(bytes));
        return value >= long.MinValue && value <= long.MaxValue ? (object)(long)value : value;
    }

    /// <summary>A text of <paramref name="bytes"/> bytes of UTF-8.</summary>
    public string ReadText(long bytes)
    {
        if (bytes < 0 || bytes > Left || bytes > int.MaxValue)
            throw Damaged($"a text of {bytes} bytes is claimed, {Left} are left");

        var text = Take((int)bytes);
        return Utf8.IsValid(text) ? Encoding.UTF8.GetString(text) : throw Damaged("a text is not UTF-8");
    }

    /// <summary>A text up to the end of its line.</summary>
    public string ReadLine()
    {
        var length = file.Span(Position, (int)Math.Min(Left, LongestLine)).IndexOf((byte)'\n');
        if (length < 0)
            throw Damaged("the name of a global does not end");

        var line = ReadText(length);
        Position++;
        return line;
    }

    /// <summary>Passes over <paramref name="bytes"/> bytes.</summary>
    public void Skip(long bytes)
    {
        if (bytes < 0 || bytes > Left)
            throw Damaged($"{bytes} bytes are claimed, {Left} are left");

        Position += bytes;
    }

    public InvalidDataException Damaged(string what) =>
        new($"{Path}: {what} (before byte {Position}); the file is no valid torch file, fetch or save it again.");

    private ReadOnlySpan<byte> Take(int bytes)
    {
        if (bytes > Left)
            throw Damaged("the pickle ends too early");

        var span = file.Span(Position, bytes);
        Position += bytes;
        return span;
    }
}
