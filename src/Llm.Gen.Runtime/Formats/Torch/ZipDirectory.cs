using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace Llm.Gen.Runtime.Formats;

/// <summary>The directory of a zip archive, 64-bit sizes included: where in the mapped file each entry lies. Nothing is unpacked.</summary>
/// <remarks>Checksums are left unread: they would cost a pass over all weights, as in no other format here.</remarks>
internal sealed class ZipDirectory
{
    private const int EndBytes = 22, LocatorBytes = 20, End64Bytes = 56, EntryBytes = 46, LocalBytes = 30;
    private const uint EndMark = 0x0605_4b50, LocatorMark = 0x0706_4b50, End64Mark = 0x0606_4b50, EntryMark = 0x0201_4b50, LocalMark = 0x0403_4b50;
    private const ushort Sizes64 = 1;           // id of the extra field with the 64-bit sizes
    private const ushort Encrypted = 1;         // bit of the flags

    private readonly MappedFile _file;
    private readonly List<ZipEntry> _entries = [];
    private readonly Dictionary<string, ZipEntry> _byName = new(StringComparer.Ordinal);

    /// <summary>Reads and checks the directory.</summary>
    /// <exception cref="InvalidDataException">The archive is damaged; the message says where and how.</exception>
    public ZipDirectory(MappedFile file)
    {
        _file = file;
        var (position, end, count) = FindDirectory();
        for (long i = 0; i < count; i++)
        {
            var entry = ReadEntry(ref position, end);
            if (!_byName.TryAdd(entry.Name, entry))
                throw Damaged($"entry {Printable.Of(entry.Name)} occurs twice");
            _entries.Add(entry);
        }
    }

    /// <summary>All entries, in the order of the directory.</summary>
    public IReadOnlyList<ZipEntry> Entries => _entries;

    /// <summary>An entry by its whole name; null when there is none.</summary>
    public ZipEntry? Find(string name) => _byName.GetValueOrDefault(name);

    private (long Start, long End, long Count) FindDirectory()
    {
        var at = FindEnd();
        var end = _file.Span(at, EndBytes);
        long count = Read16(end, 10), size = Read32(end, 12), start = Read32(end, 16);
        if (count == ushort.MaxValue || size == uint.MaxValue || start == uint.MaxValue)
            (start, size, count, at) = ReadEnd64(at);

        if (start < 0 || size < 0 || size > at || start > at - size)
            throw Damaged($"the directory, {size} bytes from byte {start} on, does not fit before byte {at}");
        if (count < 0 || count > size / EntryBytes)
            throw Damaged($"{count} entries are claimed, the directory has {size} bytes");

        return (start, start + size, count);
    }

    // The end record is last, before a comment of up to 64 KB that it gives the length of.
    private long FindEnd()
    {
        for (var at = _file.Length - EndBytes; at >= Math.Max(0, _file.Length - EndBytes - ushort.MaxValue); at--)
        {
            var end = _file.Span(at, EndBytes);
            if (Read32(end, 0) == EndMark && at + EndBytes + Read16(end, 20) == _file.Length)
                return at;
        }

        throw Damaged("there is no directory at its end; it is cut off");
    }

    private (long Start, long Size, long Count, long At) ReadEnd64(long endAt)
    {
        if (endAt < LocatorBytes || Read32(_file.Span(endAt - LocatorBytes, LocatorBytes), 0) != LocatorMark)
            throw Damaged("the 64-bit end of its directory is not announced");

        var at = Read64(_file.Span(endAt - LocatorBytes, LocatorBytes), 8);
        if (at < 0 || at > endAt - LocatorBytes - End64Bytes || Read32(_file.Span(at, End64Bytes), 0) != End64Mark)
            throw Damaged("the 64-bit end of its directory is not where it was announced");

        var end = _file.Span(at, End64Bytes);
        return (Read64(end, 48), Read64(end, 40), Read64(end, 32), at);
    }

    private ZipEntry ReadEntry(ref long position, long end)
    {
        if (position > end - EntryBytes || Read32(_file.Span(position, EntryBytes), 0) != EntryMark)
            throw Damaged($"there is no directory entry at byte {position}");

        var head = _file.Span(position, EntryBytes);
        int nameBytes = Read16(head, 28), extraBytes = Read16(head, 30), commentBytes = Read16(head, 32);
        if (position > end - EntryBytes - nameBytes - extraBytes - commentBytes)
            throw Damaged($"the directory entry at byte {position} does not fit");

        var name = ReadName(position + EntryBytes, nameBytes);
        long size = Read32(head, 24), stored = Read32(head, 20), local = Read32(head, 42);
        ReadSizes64(_file.Span(position + EntryBytes + nameBytes, extraBytes), ref size, ref stored, ref local);
        position += EntryBytes + nameBytes + extraBytes + commentBytes;

        var isPlain = Read16(head, 10) == 0 && (Read16(head, 8) & Encrypted) == 0;
        if (isPlain && size != stored)
            throw Damaged($"entry {Printable.Of(name)} has {size} bytes and {stored} stored, without being compressed");
        return new ZipEntry(name, FindData(name, nameBytes, local, stored), stored, isPlain);
    }

    private string ReadName(long offset, int bytes)
    {
        var name = _file.Span(offset, bytes);
        return Utf8.IsValid(name) ? Encoding.UTF8.GetString(name) : throw Damaged("the name of an entry is not UTF-8");
    }

    // Sizes that do not fit 32 bits stand, in this order, in an extra field.
    private static void ReadSizes64(ReadOnlySpan<byte> extra, ref long size, ref long stored, ref long local)
    {
        while (extra.Length >= 4)
        {
            var (id, bytes) = (Read16(extra, 0), Read16(extra, 2));
            if (bytes > extra.Length - 4)
                return;

            if (id == Sizes64)
            {
                var field = extra.Slice(4, bytes);
                Take(ref size, ref field);
                Take(ref stored, ref field);
                Take(ref local, ref field);
                return;
            }

            extra = extra[(4 + bytes)..];
        }

        static void Take(ref long value, ref ReadOnlySpan<byte> field)
        {
            if (value != uint.MaxValue || field.Length < sizeof(long))
                return;

            value = Read64(field, 0);
            field = field[sizeof(long)..];
        }
    }

    // The data follow a second header before each entry, which has a name and extra fields of its own length.
    private long FindData(string name, int nameBytes, long local, long stored)
    {
        if (local < 0 || local > _file.Length - LocalBytes || Read32(_file.Span(local, LocalBytes), 0) != LocalMark)
            throw Damaged($"entry {Printable.Of(name)} is not where the directory puts it, at byte {local}");

        var head = _file.Span(local, LocalBytes);
        var data = local + LocalBytes + Read16(head, 26) + Read16(head, 28);
        if (Read16(head, 26) != nameBytes || data > _file.Length || ReadName(local + LocalBytes, nameBytes) != name)
            throw Damaged($"entry {Printable.Of(name)} has another name at byte {local}");
        if (stored < 0 || stored > _file.Length - data)
            throw Damaged($"entry {Printable.Of(name)} of {stored} bytes is cut off");

        return data;
    }

    private static ushort Read16(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[offset..]);

    private static uint Read32(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[offset..]);

    private static long Read64(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadInt64LittleEndian(bytes[offset..]);

    private InvalidDataException Damaged(string what) => new($"{_file.Path}: the zip archive is damaged: {what}; fetch or save the file again.");
}
