using System.Text;

namespace Llm.Gen.Architectures.Tests;

/// <summary>Names and shapes of the tensors in a folder of safetensors.</summary>
internal static class StoredTensors
{
    public static IEnumerable<string> In(string folder) =>
        Directory.GetFiles(folder, "model*.safetensors").SelectMany(file => Header(file).Members)
            .Where(member => member.Key != "__metadata__")
            .Select(member => $"{member.Key} {string.Join("x", ((JsonArray)((JsonObject)member.Value).Find("shape")!).Items.Select(size => size.Text))}");

    private static JsonObject Header(string file)
    {
        using var stream = File.OpenRead(file);
        using var reader = new BinaryReader(stream);
        return (JsonObject)JsonReader.Read(Encoding.UTF8.GetString(reader.ReadBytes((int)reader.ReadInt64())));
    }
}
