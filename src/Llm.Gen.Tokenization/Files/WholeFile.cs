namespace Llm.Gen.Tokenization;

/// <summary>Writes a file to a temporary name, flushes it to the disk and renames it, so that a reader never sees half of it.</summary>
internal static class WholeFile
{
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                stream.Write(content);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{path} cannot be written: {e.Message.Replace(temporary, path, StringComparison.Ordinal)}", e);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
