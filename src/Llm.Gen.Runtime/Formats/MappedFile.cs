using System.IO.MemoryMappedFiles;

namespace Llm.Gen.Runtime.Formats;

/// <summary>A whole file as read-only memory: pages come from disk when touched and are shared with other processes.</summary>
public sealed unsafe class MappedFile : IDisposable
{
    private readonly MemoryMappedFile? _map;
    private readonly MemoryMappedViewAccessor? _view;
    private readonly byte* _start;
    private bool _isDisposed;

    /// <summary>Maps <paramref name="path"/>; an empty file is allowed and has no address.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public MappedFile(string path)
    {
        Path = path;
        if (!File.Exists(path))
            throw new FileNotFoundException($"{path}: no such file; check the path.", path);

        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        Length = file.Length;
        if (Length == 0)
            return;

        _map = MemoryMappedFile.CreateFromFile(file, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false);
        _view = _map.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _start);
    }

    /// <summary>The path as it was given.</summary>
    public string Path { get; }

    /// <summary>Size in bytes.</summary>
    public long Length { get; }

    /// <summary>Address of byte <paramref name="offset"/>, of which <paramref name="count"/> bytes may be read until disposal.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The range leaves the file.</exception>
    /// <exception cref="ObjectDisposedException">The file is no longer mapped.</exception>
    public byte* At(long offset, long count)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (offset < 0 || count < 0 || offset > Length - count)
            throw new ArgumentOutOfRangeException(nameof(offset), $"{Path}: bytes {offset} to {offset} + {count} leave the file of {Length} bytes.");

        return _start + offset;
    }

    /// <summary>A range of at most 2 GiB as a span.</summary>
    public ReadOnlySpan<byte> Span(long offset, int count) => new(At(offset, count), count);

    /// <summary>Unmaps the file; addresses handed out before are invalid from now on.</summary>
    public void Dispose()
    {
        if (_isDisposed)
            return;

        _isDisposed = true;
        _view?.SafeMemoryMappedViewHandle.ReleasePointer();
        _view?.Dispose();
        _map?.Dispose();
    }
}
