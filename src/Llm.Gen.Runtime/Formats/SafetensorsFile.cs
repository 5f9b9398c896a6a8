using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace Llm.Gen.Runtime.Formats;

/// <summary>A memory-mapped safetensors file; everything the header claims is checked before any of it is used.</summary>
/// <remarks>Layout: 8 bytes of header length, the header as JSON, then the data, which the tensors cover without hole or overlap.</remarks>
public sealed class SafetensorsFile : ITensorSource
{
    private const int LengthBytes = 8;
    private const long LongestHeader = 100_000_000;

    private readonly MappedFile _file;
    private readonly TensorTable _table;

    private SafetensorsFile(MappedFile file, TensorTable table, IReadOnlyDictionary<string, string> metadata)
    {
        _file = file;
        _table = table;
        Metadata = metadata;
    }

    /// <inheritdoc/>
    public string Path => _file.Path;

    /// <summary>The header's <c>__metadata__</c>; empty when it has none.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>All tensors, in the order of the header.</summary>
    public IReadOnlyList<StoredTensor> Tensors => _table.Tensors;

    /// <summary>Maps and validates a file.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged; the message says where and how.</exception>
    public static SafetensorsFile Open(string path)
    {
        var file = new MappedFile(path);
        try
        {
            var headerLength = ReadHeaderLength(file);
            var dataStart = LengthBytes + headerLength;
            var header = new SafetensorsHeader(path, file.Span(LengthBytes, headerLength), file.Length - dataStart);
            var tensors = header.Entries
                .Select(entry => new PlainTensor(file, entry.Name, entry.Type, entry.Shape, dataStart + entry.Begin))
                .ToArray();
            return new SafetensorsFile(file, new TensorTable(path, tensors), header.Metadata);
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

    private static int ReadHeaderLength(MappedFile file)
    {
        if (file.Length < LengthBytes)
        {
            throw new InvalidDataException(
                $"{file.Path}: {file.Length} bytes, too short for a safetensors file; the file is cut off, fetch it again.");
        }

        var length = BinaryPrimitives.ReadUInt64LittleEndian(file.Span(0, LengthBytes));
        if (length > LongestHeader)
        {
            throw new InvalidDataException(
                $"{file.Path}: a header of {length} bytes is claimed, {LongestHeader} are allowed; this is no safetensors file.");
        }

        if (length == 0)
            throw new InvalidDataException($"{file.Path}: the header is empty; a safetensors header is a JSON object.");

        if ((long)length > file.Length - LengthBytes)
        {
            throw new InvalidDataException(
                $"{file.Path}: the header of {length} bytes does not fit into {file.Length} bytes; the file is cut off, fetch it again.");
        }

        return (int)length;
    }
}
