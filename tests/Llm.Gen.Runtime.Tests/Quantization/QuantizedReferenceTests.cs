using System.Text.Json.Nodes;
using Llm.Gen.Runtime.Formats;
using Llm.Gen.Tests;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime.Tests;

/// <summary>Codes, scales and values are bit for bit those of the reference.</summary>
public sealed class QuantizedReferenceTests
{
    public static TheoryData<string, string> FourBit() => Items("quant4");

    public static TheoryData<string, string> Int8() => Items("quant8");

    [Theory]
    [MemberData(nameof(FourBit))]
    public void Four_bits_are_the_references(string folder, string name)
    {
        using var scope = NewDisposeScope();
        using var inputs = SafetensorsFile.Open(Path.Combine(folder, "inputs.safetensors"));
        using var expected = SafetensorsFile.Open(Path.Combine(folder, "expected.safetensors"));
        var item = Item(folder, name);
        var isNarrow = (bool)item["double_quant"]!;
        var isFp4 = (string)item["quant_type"]! == "fp4";

        using var matrix = FourBitMatrix.Quantize(Read(inputs, $"{name}.input"), new FourBitOptions
        {
            Type = isFp4 ? FourBitType.Fp4 : FourBitType.Nf4,
            BlockSize = (int)item["blocksize"]!,
            HasNarrowScales = isNarrow,
        });

        Assert.Equal(Bytes(expected, $"{name}.packed").SelectMany(Halves), matrix.Codes.data<byte>().ToArray().SelectMany(Halves));
        if (isNarrow)
        {
            Assert.Equal(Bytes(expected, $"{name}.absmax"), matrix.Scales.data<byte>().ToArray());
            Assert.Equal(Floats(expected, $"{name}.nested_absmax"), matrix.OuterScales!.data<float>().ToArray());
            Assert.Equal(Floats(expected, $"{name}.nested_offset"), new[] { matrix.Mean });
        }
        else
        {
            Assert.Equal(Floats(expected, $"{name}.absmax"), matrix.Scales.data<float>().ToArray());
        }
        Near(Floats(expected, $"{name}.dequantized"), matrix.Dense(ScalarType.Float32).data<float>().ToArray());

        // FP4 has two zeros, and the references differ in which they take.
        IEnumerable<int> Halves(byte code) => new[] { code >> 4, code & 0xF }.Select(half => isFp4 && half == 8 ? 0 : half);
    }

    [Fact]
    public void The_levels_of_scales_are_the_references()
    {
        foreach (var folder in Folders("quant4"))
        {
            using var expected = SafetensorsFile.Open(Path.Combine(folder, "expected.safetensors"));
            Assert.Equal(Floats(expected, "nested_quant_map"), NarrowScales.Levels);
        }
    }

    [Theory]
    [MemberData(nameof(Int8))]
    public void Eight_bits_are_the_references(string folder, string name)
    {
        using var scope = NewDisposeScope();
        using var inputs = SafetensorsFile.Open(Path.Combine(folder, "inputs.safetensors"));
        using var expected = SafetensorsFile.Open(Path.Combine(folder, "expected.safetensors"));

        using var matrix = Int8Matrix.Quantize(Read(inputs, $"{name}.input"));

        Assert.True(expected.TryFind($"{name}.int8", out var codes));
        Assert.Equal(((PlainTensor)codes).Bytes.ToArray(), matrix.Codes.bytes.ToArray());
        Assert.Equal(Floats(expected, $"{name}.row_absmax"), matrix.Scales.data<float>().ToArray());
        Near(Floats(expected, $"{name}.dequantized"), matrix.Dense(ScalarType.Float32).data<float>().ToArray());
    }

    private static IEnumerable<string> Folders(string kind) => Fixtures.Folders("finetune")
        .Where(folder => File.Exists(Path.Combine(folder, "case.json")) && ((string?)Case(folder)["kind"])?.StartsWith(kind, StringComparison.Ordinal) == true);

    private static TheoryData<string, string> Items(string kind)
    {
        var data = new TheoryData<string, string>();
        foreach (var folder in Folders(kind))
        {
            foreach (var item in Case(folder)["items"]!.AsArray())
                data.Add(folder, (string)item!["name"]!);
        }
        return data;
    }

    private static JsonNode Case(string folder) => JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "case.json")))!;

    private static JsonNode Item(string folder, string name) => Case(folder)["items"]!.AsArray().First(item => (string)item!["name"]! == name)!;

    private static Tensor Read(SafetensorsFile file, string name)
    {
        Assert.True(file.TryFind(name, out var stored), name);
        var type = stored.Type switch { ElementType.BFloat16 => ScalarType.BFloat16, ElementType.Float16 => ScalarType.Float16, _ => ScalarType.Float32 };
        return tensor(stored.ToFloats()).view([.. stored.Shape]).to(type);
    }

    private static float[] Floats(SafetensorsFile file, string name) => file.TryFind(name, out var stored) ? stored.ToFloats() : throw new KeyNotFoundException(name);

    private static byte[] Bytes(SafetensorsFile file, string name) => file.TryFind(name, out var stored) ? ((PlainTensor)stored).Bytes.ToArray() : throw new KeyNotFoundException(name);

    private static void Near(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(actual[i] - expected[i]) <= 1e-7 * Math.Max(1, Math.Abs(expected[i])), $"{i}: {actual[i]}, expected {expected[i]}");
    }
}
