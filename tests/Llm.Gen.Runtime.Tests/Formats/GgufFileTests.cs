using System.Collections;
using System.Globalization;
using System.Text.Json;
using Llm.Gen.Runtime.Formats;
using Llm.Gen.Tests;

namespace Llm.Gen.Runtime.Tests.Formats;

public class GgufFileTests
{
    private static readonly string Folder = Fixtures.Find("formats/gguf");
    private static readonly string[] ReadableBlocks = ["Q4_1", "Q8_0"];

    [Fact]
    public void Tensors_of_every_readable_type_are_exact_and_the_others_are_refused_by_name()
    {
        var checkedFormats = new HashSet<string>();
        foreach (var path in Directory.GetFiles(Folder, "*.gguf").Where(path => File.Exists(Path.ChangeExtension(path, "safetensors"))))
        {
            using var file = GgufFile.Open(path);
            using var expected = SafetensorsFile.Open(Path.ChangeExtension(path, "safetensors"));
            foreach (var tensor in file.Tensors)
            {
                Assert.True(expected.TryFind(tensor.Name, out var other), tensor.Name);
                Assert.Equal(other.Shape, tensor.Shape);
                if (tensor is BlockTensor && !ReadableBlocks.Contains(tensor.Format))
                    Assert.Contains($"stored as {tensor.Format};", Assert.Throws<InvalidDataException>(tensor.ToFloats).Message);
                else
                    Assert.Equal(other.ToFloats(), tensor.ToFloats());
                checkedFormats.Add(tensor.Format);
            }
        }

        Assert.Superset(new HashSet<string> { "F32", "F16", "BF16", "F64", "I8", "I64", "Q4_1", "Q8_0", "Q6_K" }, checkedFormats);
    }

    [Fact]
    public void Row_ranges_are_the_rows_of_the_whole()
    {
        using var file = GgufFile.Open(Path.Combine(Folder, "all_types.gguf"));
        Assert.True(file.TryFind("t.q4_1", out var tensor));
        var whole = Bits.Of(tensor.ToFloats());

        var rows = new byte[2 * 512 * 2];
        unsafe
        {
            fixed (byte* destination = rows)
                tensor.CopyRows((nint)destination, ElementType.BFloat16, 1, 2);
        }

        Assert.Equal(Bits.Convert(whole[(512 * 4)..], ElementType.Float32, ElementType.BFloat16), rows);
        Assert.Throws<ArgumentOutOfRangeException>(() => tensor.CopyTo(0, ElementType.Float32, 16, 32));
        Assert.Throws<NotSupportedException>(() => tensor.CopyTo(0, ElementType.Int64));
    }

    [Fact]
    public void Metadata_of_every_type_is_read()
    {
        using var file = GgufFile.Open(Path.Combine(Folder, "metadata.gguf"));
        using var expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "metadata.json")));

        foreach (var pair in expected.RootElement.GetProperty("pairs").EnumerateArray())
        {
            var value = file.Metadata[pair.GetProperty("key").GetString()!];
            Assert.Equal(pair.GetProperty("types")[0].GetString() == "ARRAY", value.Type == GgufValueType.Array);
            Assert.Equal(Describe(pair.GetProperty("value")), Describe(value.Value));
        }
    }

    [Fact]
    public void Every_malformed_file_is_refused_in_one_line() =>
        FormatCase.CheckAll(Path.Combine(Folder, "malformed"), GgufFile.Open);

    [DataFact("weights/smollm2-135m-instruct/SmolLM2-135M-Instruct.Q4_1.gguf")]
    public void A_real_model_is_dequantised_bit_for_bit()
    {
        var folder = SharedData.Find("weights/smollm2-135m-instruct");
        using var file = GgufFile.Open(Directory.GetFiles(folder, "*.gguf").Single());
        using var expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "expected_tensors.json")));

        foreach (var row in expected.RootElement.EnumerateArray())
        {
            Assert.True(file.TryFind(row.GetProperty("name").GetString()!, out var tensor));
            var floats = tensor.ToFloats();
            Assert.Equal(row.GetProperty("type").GetString(), tensor.Format);
            Assert.Equal(row.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64()), tensor.Shape);
            Assert.Equal(row.GetProperty("first").EnumerateArray().Select(value => (float)value.GetDouble()), floats[..4]);
            Assert.Equal(row.GetProperty("sum").GetDouble(), floats.Sum(value => (double)value), 1e-3);
            Assert.Equal(row.GetProperty("crc32").GetString(), Crc32(Bits.Of(floats)).ToString("x8", CultureInfo.InvariantCulture));
        }

        Assert.Equal(expected.RootElement.GetArrayLength(), file.Tensors.Count);
    }

    // The CRC of zip files, a byte at a time.
    private static uint Crc32(byte[] bytes)
    {
        var table = new uint[256];
        for (var i = 0u; i < table.Length; i++)
            table[i] = Enumerable.Range(0, 8).Aggregate(i, (rest, _) => rest % 2 == 1 ? rest >> 1 ^ 0xEDB8_8320 : rest >> 1);

        var crc = uint.MaxValue;
        foreach (var one in bytes)
            crc = table[(byte)(crc ^ one)] ^ crc >> 8;
        return ~crc;
    }

    private static string Describe(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => "[" + string.Join(", ", value.EnumerateArray().Select(Describe)) + "]",
        JsonValueKind.Number => value.GetDouble().ToString("R", CultureInfo.InvariantCulture),
        JsonValueKind.True or JsonValueKind.False => value.GetBoolean().ToString(),
        _ => value.GetString()!,
    };

    private static string Describe(object value) => value switch
    {
        string text => text,
        GgufValue nested => Describe(nested.Value),
        IEnumerable values => "[" + string.Join(", ", values.Cast<object>().Select(Describe)) + "]",
        ulong or long => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        bool => value.ToString()!,
        _ => Convert.ToDouble(value, CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture),
    };
}
