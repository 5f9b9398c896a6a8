using System.Text;

namespace Llm.Gen.Runtime.Tests.Formats.Torch;

/// <summary>Writes an uncompressed zip archive, with 64-bit sizes where that is asked for.</summary>
internal sealed class ZipWriting(Stream file, bool wide) : IDisposable
{
    private readonly BinaryWriter _writer = new(file);
    private readonly List<(byte[] Name, long Bytes, long Local)> _entries = [];

    public void Add(string name, long bytes, Action<Stream> write)
    {
        var entry = (Name: Encoding.UTF8.GetBytes(name), bytes, Local: file.Position);
        _entries.Add(entry);
        _writer.Write(0x0403_4b50);
        WriteHead(entry.Name, bytes, wide ? [bytes, bytes] : []);
        _writer.Write(entry.Name);
        WriteWide(wide ? [bytes, bytes] : []);
        write(file);
    }

    public void Dispose()
    {
        var start = file.Position;
        foreach (var (name, bytes, local) in _entries)
        {
            long[] large = wide ? [bytes, bytes, local] : [];
            _writer.Write(0x0201_4b50);
            _writer.Write((ushort)45);
            WriteHead(name, bytes, large);
            _writer.Write(new byte[10]);            // comment, disk, attributes
            _writer.Write(Narrow(local));
            _writer.Write(name);
            WriteWide(large);
        }

        var size = file.Position - start;
        if (wide)
            WriteWideEnd(start, size);
        _writer.Write(0x0605_4b50);
        _writer.Write(0);
        _writer.Write((ushort)(wide ? ushort.MaxValue : _entries.Count));
        _writer.Write((ushort)(wide ? ushort.MaxValue : _entries.Count));
        _writer.Write(Narrow(size));
        _writer.Write(Narrow(start));
        _writer.Write((ushort)0);
        _writer.Flush();
    }

    // Version, flags, method, time, date, checksum, sizes, lengths of name and extra field.
    private void WriteHead(byte[] name, long bytes, long[] large)
    {
        _writer.Write((ushort)45);
        _writer.Write(new byte[12]);
        _writer.Write(Narrow(bytes));
        _writer.Write(Narrow(bytes));
        _writer.Write((ushort)name.Length);
        _writer.Write((ushort)(large.Length == 0 ? 0 : 4 + 8 * large.Length));
    }

    private void WriteWide(long[] large)
    {
        if (large.Length == 0)
            return;

        _writer.Write((ushort)1);
        _writer.Write((ushort)(8 * large.Length));
        foreach (var value in large)
            _writer.Write(value);
    }

    private void WriteWideEnd(long start, long size)
    {
        var at = file.Position;
        _writer.Write(0x0606_4b50);
        _writer.Write(44L);
        _writer.Write(new byte[12]);
        _writer.Write((long)_entries.Count);
        _writer.Write((long)_entries.Count);
        _writer.Write(size);
        _writer.Write(start);
        _writer.Write(0x0706_4b50);
        _writer.Write(0);
        _writer.Write(at);
        _writer.Write(1);
    }

    private uint Narrow(long value) => wide ? uint.MaxValue : checked((uint)value);
}
