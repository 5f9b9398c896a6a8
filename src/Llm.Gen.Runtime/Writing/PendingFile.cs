namespace Llm.Gen.Writing;

/// <summary>A file under a temporary name: it takes its real one at <see cref="Commit"/>, and is deleted if disposed without.</summary>
internal sealed class PendingFile : IDisposable
{
    private const int BufferBytes = 1 << 16;

    private readonly string _path;
    private readonly string _temporaryPath;
    private readonly FileStream _stream;
    private bool _isCommitted;

    /// <summary>Creates the temporary file beside <paramref name="path"/>; fails at once where <paramref name="size"/> bytes do not fit.</summary>
    public PendingFile(string path, long size = 0, UnixFileMode? mode = null)
    {
        _path = Path.GetFullPath(path);
        var folder = Path.GetDirectoryName(_path) ?? throw new ArgumentException($"{path} is no path of a file.", nameof(path));
        if (Directory.Exists(_path))
            throw new IOException($"{path} is a folder; give the name of a file.");
        _temporaryPath = Path.Combine(folder, AbandonedFiles.NameFor(Path.GetFileName(_path)));
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.None,         // the lock by which others see that it is not abandoned
            BufferSize = BufferBytes,
            PreallocationSize = size,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = mode;

        try
        {
            Directory.CreateDirectory(folder);
            AbandonedFiles.Sweep(folder);
            _stream = new FileStream(_temporaryPath, options);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Refusal(e);
        }
    }

    public Stream Stream => _stream;

    /// <summary>Writes a whole file.</summary>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        using var pending = new PendingFile(path, bytes.Length);
        pending.Stream.Write(bytes);
        pending.Commit();
    }

    /// <summary>Brings the content to the disk and gives the file its real name, in the place of an older one.</summary>
    public void Commit()
    {
        try
        {
            _stream.Flush(flushToDisk: true);
            _stream.Dispose();
            File.Move(_temporaryPath, _path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Refusal(e);
        }

        _isCommitted = true;
    }

    public void Dispose()
    {
        if (_isCommitted)
            return;

        try
        {
            _stream.Dispose();      // may fail to write its buffer on a full disk; the file goes away either way
        }
        finally
        {
            File.Delete(_temporaryPath);
        }
    }

    private IOException Refusal(Exception e) => new($"{_path} cannot be written: {e.Message.Replace(_temporaryPath, _path, StringComparison.Ordinal)}", e);
}
