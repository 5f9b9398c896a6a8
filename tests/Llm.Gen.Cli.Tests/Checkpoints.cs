using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;

namespace Llm.Gen.Cli.Tests;

/// <summary>Reads and damages safetensors files without the reader under test.</summary>
internal static class Checkpoints
{
    private const int LengthBytes = 8;

    /// <summary>Names of the tensors in a file, or in all files <c>model*.safetensors</c> of a folder.</summary>
    public static IEnumerable<string> Names(string path) => Directory.Exists(path)
        ? WeightFiles(path).SelectMany(Names)
        : Header(File.ReadAllBytes(path)).Select(entry => entry.Key).Where(name => name != "__metadata__");

    public static string[] WeightFiles(string folder) => Directory.GetFiles(folder, "model*.safetensors").Order().ToArray();

    /// <summary>The bytes of a file with one float32 matrix of zeros.</summary>
    public static byte[] OfZeros(string name, int rows, int columns)
    {
        var size = rows * columns * sizeof(float);
        var header = Encoding.UTF8.GetBytes($$"""{ "{{name}}": { "dtype": "F32", "shape": [{{rows}}, {{columns}}], "data_offsets": [0, {{size}}] } }""");
        var length = new byte[LengthBytes];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        return [.. length, .. header, .. new byte[size]];
    }

    /// <summary>Adds to the first number of a float32 tensor.</summary>
    public static void MoveOneNumber(string path, string tensor, float distance)
    {
        var bytes = File.ReadAllBytes(path);
        var begin = (int)(LengthBytes + HeaderLength(bytes) + (long)Header(bytes)[tensor]!["data_offsets"]![0]!);
        var number = BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(begin));
        BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(begin), number + distance);
        File.WriteAllBytes(path, bytes);
    }

    /// <summary>Rewrites the header; the data stays.</summary>
    public static void EditHeader(string path, Action<JsonObject> edit)
    {
        var bytes = File.ReadAllBytes(path);
        var header = Header(bytes);
        edit(header);
        var text = Encoding.UTF8.GetBytes(header.ToJsonString());
        var length = new byte[LengthBytes];
        BinaryPrimitives.WriteInt64LittleEndian(length, text.Length);
        File.WriteAllBytes(path, [.. length, .. text, .. bytes.AsSpan(LengthBytes + (int)HeaderLength(bytes))]);
    }

    /// <summary>Takes the tensor at the end of the data out of a file.</summary>
    /// <returns>Its name.</returns>
    public static string RemoveLastTensor(string path)
    {
        var (name, begin) = ("", 0L);
        EditHeader(path, header =>
        {
            (name, begin) = header.Where(entry => entry.Key != "__metadata__")
                .Select(entry => (entry.Key, (long)entry.Value!["data_offsets"]![0]!)).MaxBy(entry => entry.Item2);
            header.Remove(name);
        });
        var bytes = File.ReadAllBytes(path);
        File.WriteAllBytes(path, bytes[..(int)(LengthBytes + HeaderLength(bytes) + begin)]);
        return name;
    }

    private static long HeaderLength(byte[] bytes) => BinaryPrimitives.ReadInt64LittleEndian(bytes);

    private static JsonObject Header(byte[] bytes) =>
        JsonNode.Parse(Encoding.UTF8.GetString(bytes, LengthBytes, (int)HeaderLength(bytes)))!.AsObject();
}
