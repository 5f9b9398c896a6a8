using System.Text;
using System.Text.Unicode;

namespace Llm.Gen.Tokenization;

/// <summary>Reads a file of UTF-8 text line by line, line ends included, in memory for one line.</summary>
internal static class Utf8Lines
{
    /// <exception cref="InvalidDataException">A byte is no UTF-8; the message names its place.</exception>
    public static IEnumerable<string> Read(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1);
        var buffer = new byte[1 << 16];
        var (used, offset) = (0, 0L);
        while (stream.Read(buffer, used, buffer.Length - used) is var read and > 0)
        {
            var searched = used;
            used += read;
            var start = 0;
            while (buffer.AsSpan(searched, used - searched).IndexOf((byte)'\n') is var length and >= 0)
            {
                var end = searched + length + 1;
                yield return Text(path, offset + start, buffer.AsSpan(start, end - start));
                start = searched = end;
            }

            offset += start;
            used -= start;
            buffer.AsSpan(start, used).CopyTo(buffer);
            if (used == buffer.Length)
                Array.Resize(ref buffer, checked(used * 2));
        }

        if (used > 0)
            yield return Text(path, offset, buffer.AsSpan(0, used));
    }

    private static string Text(string path, long offset, ReadOnlySpan<byte> line)
    {
        if (Utf8.IsValid(line))
            return Encoding.UTF8.GetString(offset == 0 && line.StartsWith(Encoding.UTF8.Preamble) ? line[3..] : line);
        var bad = 0;
        while (Rune.DecodeFromUtf8(line[bad..], out _, out var width) == System.Buffers.OperationStatus.Done)
            bad += width;
        throw new InvalidDataException($"{path}: the byte 0x{line[bad]:X2} at position {offset + bad} is not UTF-8; convert the file to UTF-8.");
    }
}
