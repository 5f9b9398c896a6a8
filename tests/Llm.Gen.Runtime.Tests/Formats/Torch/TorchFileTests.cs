using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using Llm.Gen.Runtime.Formats;
using Llm.Gen.Tests;

namespace Llm.Gen.Runtime.Tests.Formats.Torch;

public class TorchFileTests
{
    private static readonly string Folder = Fixtures.Find("formats/torch");

    public static TheoryData<string> Cases() => [.. ReadCases().Select(row => row["file"]!.GetValue<string>())];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_file_gives_what_torch_saved(string name)
    {
        var row = ReadCases().Single(row => row["file"]!.GetValue<string>() == name);
        using var expected = SafetensorsFile.Open(Path.Combine(Folder, row["expected"]!.GetValue<string>()));

        using var found = TorchFile.Open(Path.Combine(Folder, name));

        Assert.Equal(expected.Tensors.Select(tensor => tensor.Name).Order(), found.Tensors.Select(tensor => tensor.Name).Order());
        Assert.All(expected.Tensors, tensor =>
        {
            Assert.True(found.TryFind(tensor.Name, out var other));
            Assert.Equal(tensor.Shape, other.Shape);
            Assert.Equal(tensor.Type, other.Type);
            Assert.Equal(Bits.Of(tensor), Bits.Copy(other, other.Type));
            Assert.Equal(tensor.ToFloats(), other.ToFloats());
        });
        Assert.True(JsonNode.DeepEquals(row["content"], Describe(found.Content)), $"{Describe(found.Content)}");
    }

    [Fact]
    public void Tensors_on_one_storage_are_one_copy()
    {
        var shared = 0;
        foreach (var name in ReadCases().Select(row => row["file"]!.GetValue<string>()).Where(name => name.StartsWith("tied")))
        {
            using var file = TorchFile.Open(Path.Combine(Folder, name));
            var first = (PlainTensor)file.Tensors[0];
            foreach (var tensor in file.Tensors.Skip(1).Cast<PlainTensor>())
            {
                Assert.InRange(tensor.Address, first.Address, first.Address + (nint)(first.StoredBytes - tensor.StoredBytes));
                shared++;
            }
        }

        Assert.True(shared > 0);
    }

    [Fact]
    public void Ranges_of_strided_tensors_are_converted_on_the_way_out()
    {
        using var file = TorchFile.Open(Path.Combine(Folder, "views.pt"));
        foreach (var tensor in file.Tensors)
        {
            var all = tensor.ToFloats();
            var wanted = Bits.Convert(Bits.Of(all), ElementType.Float32, ElementType.BFloat16);
            for (var start = 0; start < all.Length; start++)
            {
                for (var end = start; end <= all.Length; end++)
                    Assert.Equal(wanted[(2 * start)..(2 * end)], Bits.Copy(tensor, ElementType.BFloat16, start, end - start));
            }

            if (all.Length > 0)
                Assert.Throws<NotSupportedException>(() => Bits.Copy(tensor, ElementType.Int64));
            Assert.Throws<ArgumentOutOfRangeException>(() => tensor.CopyTo(0, ElementType.Float32, 1, all.Length));
        }

        Assert.Contains(file.Tensors, tensor => tensor is StridedTensor);
    }

    [Fact]
    public void A_long_strided_row_is_gathered_in_pieces()
    {
        using var folder = new TemporaryFolder();
        var numbers = Enumerable.Range(0, 30_000).Select(i => (float)i).ToArray();
        TorchWriting.Zip(
            folder.File("a"),
            new Pickle().Tensor("FloatStorage", "0", 30_000, [2, 10_000], [1, 3], offset: 1).Raw(".").Bytes,
            [("0", Bits.Of(numbers))]);

        using var file = TorchFile.Open(folder.File("a"));
        var tensor = file.Tensors.Single();

        Assert.Equal(Enumerable.Range(0, 20_000).Select(i => numbers[1 + i / 10_000 + i % 10_000 * 3]), tensor.ToFloats());
        Assert.Equal(4 * 29_999, tensor.StoredBytes);
    }

    [Fact]
    public void Any_sizes_and_strides_give_the_numbers_they_point_at_or_are_refused()
    {
        using var folder = new TemporaryFolder();
        var numbers = Enumerable.Range(0, 24).Select(i => (short)i).ToArray();
        var read = 0;
        for (var round = 0; round < 1_000; round++)
        {
            var random = new Random(round);
            var shape = Draw(random, random.Next(5), 5);
            var strides = Draw(random, shape.Length, 13);
            var offset = random.Next(26);
            TorchWriting.Zip(folder.File("a"), new Pickle().Tensor("ShortStorage", "0", 24, shape, strides, offset).Raw(".").Bytes, [("0", Bits.Of(numbers))]);
            var places = shape.Zip(strides).Aggregate<(long Size, long Stride), long[]>(
                [offset],
                (places, dimension) => [.. places.SelectMany(place => Enumerable.Range(0, (int)dimension.Size).Select(i => place + i * dimension.Stride))]);

            if (places.Any(place => place >= numbers.Length))
            {
                Assert.Throws<InvalidDataException>(() => TorchFile.Open(folder.File("a")));
                continue;
            }

            using var file = TorchFile.Open(folder.File("a"));
            Assert.Equal(places.Select(place => (float)numbers[place]), file.Tensors.Single().ToFloats());
            read++;
        }

        Assert.InRange(read, 100, 900);

        static long[] Draw(Random random, int count, int below) => [.. Enumerable.Range(0, count).Select(_ => (long)random.Next(below))];
    }

    [Fact]
    public void A_closed_file_is_not_read()
    {
        var file = TorchFile.Open(Path.Combine(Folder, "views.pt"));
        var tensors = file.Tensors.Where(tensor => tensor.Elements > 0).ToArray();

        file.Dispose();

        Assert.All(tensors, tensor => Assert.Throws<ObjectDisposedException>(() => tensor.ToFloats()));
    }

    [DataFact("weights/formats")]
    public void Files_of_other_projects_are_read()
    {
        var folder = SharedData.Find("weights/formats");
        foreach (var path in Directory.GetFiles(folder, "*.pt").Concat(Directory.GetFiles(folder, "*.pth")))
        {
            using var file = TorchFile.Open(path);

            var numbers = file.Tensors.Single().ToIntegers();       // each counts from 1, whatever its strides

            Assert.Equal(Enumerable.Range(1, numbers.Length).Select(i => (long)i), numbers);
        }

        Assert.All(Directory.GetFiles(folder, "*.safetensors"), path => SafetensorsFile.Open(path).Dispose());
    }

    private static JsonObject[] ReadCases() =>
        [.. JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "cases.json")))!.AsArray().Select(row => row!.AsObject())];

    // As cases.json tells the content of a pickle.
    private static JsonNode? Describe(object? value) => value switch
    {
        null => null,
        bool flag => JsonValue.Create(flag),
        long integer => JsonValue.Create(integer),
        BigInteger integer => JsonValue.Create(integer.ToString(CultureInfo.InvariantCulture)),
        double number => JsonValue.Create(number),
        string text => JsonValue.Create(text),
        PickledTensor tensor => new JsonObject
        {
            ["tensor"] = NameInTorch(tensor.Storage.Type),
            ["shape"] = Describe(tensor.Shape.Cast<object>().ToArray()),
            ["stride"] = Describe(tensor.Strides.Cast<object>().ToArray()),
            ["storage_offset"] = tensor.Offset,
            ["storage_elements"] = tensor.Storage.Elements,
        },
        PickledMap map => new JsonObject(map.Select(entry => KeyValuePair.Create($"{entry.Key}", Describe(entry.Value)))),
        IReadOnlyList<object?> list => new JsonArray([.. list.Select(Describe)]),
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, null),
    };

    private static string NameInTorch(ElementType type) => type switch
    {
        ElementType.Float64 => "float64",
        ElementType.Float32 => "float32",
        ElementType.Float16 => "float16",
        ElementType.BFloat16 => "bfloat16",
        ElementType.Int64 => "int64",
        ElementType.Int32 => "int32",
        ElementType.Int16 => "int16",
        ElementType.Int8 => "int8",
        ElementType.UInt8 => "uint8",
        ElementType.Boolean => "bool",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
    };
}
