namespace Llm.Gen.Training;

/// <summary>A file that grows while a run goes on. What is written is with the system at once; where that fails, the file is as it was before.</summary>
internal sealed class AppendedFile : IDisposable
{
    private readonly string _path;
    private readonly FileStream _stream;

    /// <param name="path">The file.</param>
    /// <param name="mode">Whether it is new, or goes on.</param>
    internal AppendedFile(string path, FileMode mode) =>
        (_path, _stream) = (path, new FileStream(path, mode, FileAccess.Write, FileShare.Read, bufferSize: 0));     // a buffer that finds no room would fail again when it is closed

    /// <exception cref="IOException">There is no room for it.</exception>
    internal void Write(ReadOnlySpan<byte> bytes)
    {
        var length = _stream.Length;
        try
        {
            _stream.Write(bytes);
        }
        catch (Exception problem) when (problem is IOException or ArgumentOutOfRangeException { ParamName: "value" })      // the second: larger than the system allows
        {
            _stream.SetLength(length);
            throw new IOException($"{_path}: the file could not be written to ({problem.Message.TrimEnd('.')}); what it held before is whole. Make room, or choose another disk, and resume.", problem);
        }
    }

    public void Dispose() => _stream.Dispose();
}
