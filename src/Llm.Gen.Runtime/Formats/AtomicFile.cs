using System.Text;
using Llm.Gen.Writing;

namespace Llm.Gen.Runtime.Formats;

/// <summary>
/// Writes a file so that its path holds the old content or the new, never half of either: a temporary name in the same folder,
/// flushed to disk, renamed. On an exception the temporary file is deleted and the old one untouched.
/// </summary>
public static class AtomicFile
{
    /// <summary>Writes UTF-8 without a byte order mark.</summary>
    public static void WriteText(string path, string text) => WriteBytes(path, new UTF8Encoding(false).GetBytes(text));

    /// <summary>Writes bytes.</summary>
    public static void WriteBytes(string path, ReadOnlySpan<byte> bytes) => PendingFile.Write(path, bytes);

    /// <summary>Writes what <paramref name="write"/> puts into the stream.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes the content, from its beginning to its end.</param>
    /// <param name="mode">Who may read and write it, on Unix; as the process creates files unless said.</param>
    public static void Write(string path, Action<Stream> write, UnixFileMode? mode = null)
    {
        using var pending = new PendingFile(path, mode: mode);
        write(pending.Stream);
        pending.Commit();
    }
}
