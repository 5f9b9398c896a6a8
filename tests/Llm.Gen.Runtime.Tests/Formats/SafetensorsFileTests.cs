using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Llm.Gen.Runtime.Formats;
using Llm.Gen.Tests;

namespace Llm.Gen.Runtime.Tests.Formats;

public class SafetensorsFileTests
{
    private static readonly string Folder = Fixtures.Find("formats/safetensors");

    [Fact]
    public void Every_element_type_is_read_exactly()
    {
        using var file = SafetensorsFile.Open(Path.Combine(Folder, "dtypes.safetensors"));
        using var expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "dtypes.json")));

        foreach (var entry in expected.RootElement.EnumerateObject())
        {
            Assert.True(file.TryFind(entry.Name, out var tensor));
            Assert.Equal(entry.Value.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64()), tensor.Shape);
            var texts = entry.Value.GetProperty("as_float").EnumerateArray().Select(value => value.GetString()!).ToArray();
            if (tensor.Type == ElementType.Int64)
                Assert.Equal(texts.Select(text => long.Parse(text, CultureInfo.InvariantCulture)), tensor.ToIntegers());
            else
                Assert.Equal(texts.Select(ParseFloat), tensor.ToFloats());
        }

        Assert.Equal(expected.RootElement.EnumerateObject().Count(), file.Tensors.Count);
    }

    [Fact]
    public void All_codes_of_both_8_bit_floats_are_read_exactly()
    {
        using var file = SafetensorsFile.Open(Path.Combine(Folder, "float8_all_codes.safetensors"));
        using var expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "float8_all_codes.json")));

        foreach (var entry in expected.RootElement.EnumerateObject())
        {
            Assert.True(file.TryFind(entry.Name, out var tensor));
            Assert.Equal(entry.Value.EnumerateArray().Select(value => ParseFloat(value.GetString()!)), tensor.ToFloats());
        }
    }

    [Fact]
    public void Names_with_any_characters_are_found()
    {
        using var file = SafetensorsFile.Open(Path.Combine(Folder, "names.safetensors"));
        var names = JsonSerializer.Deserialize<string[]>(File.ReadAllText(Path.Combine(Folder, "names.json")))!;

        for (var i = 0; i < names.Length; i++)
        {
            Assert.True(file.TryFind(names[i], out var tensor));
            Assert.All(tensor.ToFloats(), value => Assert.Equal(i, value));
        }
    }

    [Fact]
    public void Every_valid_file_opens_whatever_its_padding_and_key_order()
    {
        Assert.All(Directory.GetFiles(Folder, "*.safetensors"), path => SafetensorsFile.Open(path).Dispose());
    }

    [Fact]
    public void Every_valid_header_says_what_a_plain_reader_of_JSON_finds_in_it()
    {
        Assert.All(Directory.GetFiles(Folder, "*.safetensors"), path =>
        {
            var bytes = File.ReadAllBytes(path);
            var length = (int)BinaryPrimitives.ReadInt64LittleEndian(bytes);
            using var header = JsonDocument.Parse(bytes.AsMemory(8, length));
            var entries = header.RootElement.EnumerateObject().ToLookup(entry => entry.Name == "__metadata__");

            using var file = SafetensorsFile.Open(path);

            Assert.Equal(entries[true].SelectMany(entry => entry.Value.EnumerateObject()).ToDictionary(pair => pair.Name, pair => pair.Value.GetString()!), file.Metadata);
            Assert.Equal(entries[false].Select(entry => entry.Name), file.Tensors.Select(tensor => tensor.Name));
            Assert.All(entries[false], entry =>
            {
                Assert.True(file.TryFind(entry.Name, out var tensor));
                Assert.Equal(entry.Value.GetProperty("dtype").GetString(), tensor.Format);
                Assert.Equal(entry.Value.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64()), tensor.Shape);
                var offsets = entry.Value.GetProperty("data_offsets").EnumerateArray().Select(offset => offset.GetInt32()).ToArray();
                Assert.Equal(bytes[(8 + length + offsets[0])..(8 + length + offsets[1])], Bits.Of(tensor));
            });
        });
    }

    [Fact]
    public void Names_and_shapes_that_would_break_or_flood_the_message_are_shown_short()
    {
        using var folder = new TemporaryFolder();
        var dimensions = string.Join(',', Enumerable.Repeat(1, 1_000));
        var header = $$"""{"a\nb": {"dtype": "F32", "shape": [{{dimensions}}], "data_offsets": [0, 4] } }""";
        File.WriteAllBytes(folder.File("a"), [.. BitConverter.GetBytes((long)header.Length), .. Encoding.UTF8.GetBytes(header), 0, 0, 0, 0]);

        var problem = Assert.Throws<InvalidDataException>(() => SafetensorsFile.Open(folder.File("a")));

        Assert.StartsWith($@"{folder.File("a")}: shape of tensor a\u000ab has more than 64 numbers;", problem.Message);
    }

    [Fact]
    public void Every_malformed_file_is_refused_in_one_line() =>
        FormatCase.CheckAll(Path.Combine(Folder, "malformed"), SafetensorsFile.Open);

    [Fact]
    public void Ranges_are_converted_on_the_way_out()
    {
        using var file = SafetensorsFile.Open(Path.Combine(Folder, "dtypes.safetensors"));
        Assert.True(file.TryFind("BF16", out var tensor));
        var all = tensor.ToFloats();

        var rows = new float[10];
        unsafe
        {
            fixed (float* destination = rows)
                tensor.CopyRows((nint)destination, ElementType.Float32, 1, 2);
        }

        Assert.Equal(all[5..15], rows);
        Assert.Throws<ArgumentOutOfRangeException>(() => tensor.CopyTo(0, ElementType.Float32, 10, 6));
        Assert.Throws<NotSupportedException>(() => tensor.CopyTo(0, ElementType.Int64));
    }

    [Fact]
    public void A_closed_file_is_not_read()
    {
        var file = SafetensorsFile.Open(Path.Combine(Folder, "dtypes.safetensors"));
        Assert.True(file.TryFind("F32", out var tensor));

        file.Dispose();

        Assert.Throws<ObjectDisposedException>(() => tensor.ToFloats());
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        var problem = Assert.Throws<FileNotFoundException>(() => SafetensorsFile.Open("/nowhere/model.safetensors"));

        Assert.Equal("/nowhere/model.safetensors: no such file; check the path.", problem.Message);
    }

    private static float ParseFloat(string text) => text switch
    {
        "inf" => float.PositiveInfinity,
        "-inf" => float.NegativeInfinity,
        "nan" => float.NaN,
        _ => (float)double.Parse(text, CultureInfo.InvariantCulture),
    };
}
