using System.Buffers;
using System.Text;

namespace Llm.Gen.Data;

/// <summary>Reads UTF-8 text strictly and in constant memory: a byte that is not UTF-8 is an error with its position, never a replacement character.</summary>
public static class Utf8TextFile
{
    private const int BlockSize = 1 << 16;

    /// <summary>The text in blocks of up to 65,536 bytes; no block splits a character. A byte order mark at the start is left out.</summary>
    /// <exception cref="InvalidDataException">The file is empty or not UTF-8; the message gives the byte position.</exception>
    public static IEnumerable<string> ReadBlocks(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);
        var buffer = new byte[BlockSize];
        var (kept, position) = (0, 0L);                     // kept: bytes of a character that the last block ended in
        while (true)
        {
            var read = stream.ReadAtLeast(buffer.AsSpan(kept), buffer.Length - kept, throwOnEndOfStream: false);
            var isLast = read < buffer.Length - kept;
            var length = kept + read;
            if (length == 0)
                break;
            var skip = position == 0 && buffer.AsSpan(0, length).StartsWith(Encoding.UTF8.Preamble) ? 3 : 0;
            var used = skip;
            var text = Decode(path, buffer.AsSpan(0, length), position, isLast, ref used);
            if (text.Length > 0)
                yield return text;
            position += used;
            kept = length - used;
            buffer.AsSpan(used, kept).CopyTo(buffer);
            if (isLast)
                break;
        }
        if (position == 0)
            throw new InvalidDataException($"{path}: the file is empty; expected UTF-8 text.");
    }

    private static string Decode(string path, ReadOnlySpan<byte> block, long position, bool isLast, ref int used)
    {
        var chars = ArrayPool<char>.Shared.Rent(block.Length);
        try
        {
            var status = System.Text.Unicode.Utf8.ToUtf16(block[used..], chars, out var read, out var written, replaceInvalidSequences: false, isFinalBlock: isLast);
            used += read;
            return status is OperationStatus.Done or OperationStatus.NeedMoreData && !(isLast && status == OperationStatus.NeedMoreData)
                ? new string(chars, 0, written)
                : throw new InvalidDataException($"{path}: not UTF-8 text: the byte 0x{block[used]:X2} at position {position + used:N0} does not belong there; convert the file, for example with `iconv -t UTF-8`.");
        }
        finally
        {
            ArrayPool<char>.Shared.Return(chars);
        }
    }
}
