using System.Buffers.Binary;
using System.Text.Json;
using Llm.Gen.Writing;

namespace Llm.Gen.Runtime.Formats;

/// <summary>Writes safetensors files atomically, one tensor in memory at a time; large checkpoints as shards with an index.</summary>
public static class SafetensorsWriter
{
    private const int HeaderAlignment = 8;

    /// <summary>The metadata that Python's readers expect: the numbers are laid out as PyTorch has them.</summary>
    public static IReadOnlyDictionary<string, string> DefaultMetadata { get; } = new Dictionary<string, string> { ["format"] = "pt" };

    /// <summary>Writes one file. An exception, a full disk or a killed process leaves an older file at <paramref name="path"/> as it was.</summary>
    /// <exception cref="ArgumentException">Two tensors have one name, or a callback wrote too few or too many bytes.</exception>
    /// <exception cref="IOException">The disk is full, or the folder cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<TensorToWrite> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        // Wide types first, so that every tensor is aligned to its own size; the header's order is the data's.
        var ordered = tensors.OrderByDescending(tensor => ElementTypes.SizeOf(tensor.Type)).ToArray();
        var header = MakeHeader(ordered, metadata ?? DefaultMetadata);
        using var pending = new PendingFile(path, header.Length + ordered.Sum(tensor => tensor.Bytes));
        pending.Stream.Write(header);
        foreach (var tensor in ordered)
            WriteTensor(pending.Stream, tensor);
        pending.Commit();
    }

    private static byte[] MakeHeader(IReadOnlyList<TensorToWrite> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        var names = new HashSet<string>(StringComparer.Ordinal) { "__metadata__" };
        using var buffer = new MemoryStream();
        buffer.Write(stackalloc byte[sizeof(ulong)]);       // the length, filled in below
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject("__metadata__");
            foreach (var (key, value) in metadata)
                json.WriteString(key, value);
            json.WriteEndObject();

            long offset = 0;
            foreach (var tensor in tensors)
            {
                if (!names.Add(tensor.Name))
                    throw new ArgumentException($"two tensors are called '{tensor.Name}'; a name may be used once.", nameof(tensors));

                WriteEntry(json, tensor, offset);
                offset += tensor.Bytes;
            }

            json.WriteEndObject();
        }

        while (buffer.Length % HeaderAlignment != 0)
            buffer.WriteByte((byte)' ');

        var header = buffer.ToArray();
        BinaryPrimitives.WriteInt64LittleEndian(header, header.Length - sizeof(ulong));
        return header;
    }

    private static void WriteEntry(Utf8JsonWriter json, TensorToWrite tensor, long offset)
    {
        json.WriteStartObject(tensor.Name);
        json.WriteString("dtype", ElementTypes.NameOf(tensor.Type));
        json.WriteStartArray("shape");
        foreach (var size in tensor.Shape)
            json.WriteNumberValue(size);
        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(offset);
        json.WriteNumberValue(offset + tensor.Bytes);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteTensor(Stream stream, TensorToWrite tensor)
    {
        var before = stream.Position;
        tensor.Write(stream);
        var written = stream.Position - before;
        if (written != tensor.Bytes)
        {
            throw new ArgumentException(
                $"tensor {tensor.Name} wrote {written} bytes; {ElementTypes.NameOf(tensor.Type)} [{string.Join(", ", tensor.Shape)}] has {tensor.Bytes}.");
        }
    }
}
