using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace Llm.Gen.Runtime.Formats;

/// <summary>
/// A memory-mapped file of <c>torch.save</c> (.bin, .pt, .pth), in the zip container or the older one. Its pickle is read by a reader of our
/// own that knows tensors and plain values and refuses everything else by name: nothing in the file is ever called or imported.
/// </summary>
/// <remarks>
/// A tensor's name is the path that leads to it in the pickle, keys and list indices joined by '/': for a state dictionary, the key. Tensors
/// that share a storage share it here too. Values that are no tensors are left aside.
/// </remarks>
public sealed class TorchFile : ITensorSource
{
    private const uint ZipMark = 0x0403_4b50;       // "PK", 3, 4
    private const byte PickleMark = 0x80;           // the instruction that every pickle of protocol 2 and later begins with

    private readonly MappedFile _file;
    private readonly TensorTable _table;

    private TorchFile(MappedFile file)
    {
        _file = file;
        Content = ReadContent(file);
        _table = new TensorTable(file.Path, new TorchTensors(file).Find(Content));
    }

    /// <inheritdoc/>
    public string Path => _file.Path;

    /// <summary>All tensors, in the order of the pickle.</summary>
    public IReadOnlyList<StoredTensor> Tensors => _table.Tensors;

    /// <summary>What the pickle held, in the terms of <see cref="PickleReader"/>.</summary>
    internal object? Content { get; }

    /// <summary>Maps and validates a file.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, or asks for more than tensors and plain values; the message says what and where.</exception>
    public static TorchFile Open(string path)
    {
        var file = new MappedFile(path);
        try
        {
            return new TorchFile(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public bool TryFind(string name, [NotNullWhen(true)] out StoredTensor? tensor) => _table.TryFind(name, out tensor);

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static object? ReadContent(MappedFile file)
    {
        if (file.Length >= sizeof(uint) && BinaryPrimitives.ReadUInt32LittleEndian(file.Span(0, sizeof(uint))) == ZipMark)
            return TorchArchive.Read(file);
        if (file.Length > 0 && file.Span(0, 1)[0] == PickleMark)
            return TorchLegacyFile.Read(file);

        throw new InvalidDataException(
            $"{file.Path}: {file.Length} bytes that begin neither like a zip archive nor like a pickle; this is no file of torch.save, fetch it again.");
    }
}
