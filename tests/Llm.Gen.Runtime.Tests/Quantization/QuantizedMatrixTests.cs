using System.Text;
using System.Text.Json.Nodes;
using Llm.Gen.Runtime.Formats;
using Llm.Gen.Runtime.Tests.Support;
using Llm.Gen.Tests;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime.Tests;

public sealed class QuantizedMatrixTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(ScalarType.Float32, 48, 40, true, 1e-5f)]
    [InlineData(ScalarType.Float32, 700, 1030, false, 1e-4f)]
    [InlineData(ScalarType.BFloat16, 48, 40, true, 0.1f)]
    [InlineData(ScalarType.BFloat16, 33, 35, false, 0.1f)]
    public void Products_and_gradients_are_those_of_its_plain_values(ScalarType type, int outputs, int inputs, bool isNarrow, float tolerance)
    {
        using var scope = NewDisposeScope();
        using var matrix = FourBitMatrix.Quantize(randn(outputs, inputs).to(type), new FourBitOptions { HasNarrowScales = isNarrow });
        var (dense, bias) = (matrix.Dense(type), randn(outputs).to(type));
        var x = randn(2, 7, inputs).to(type).requires_grad_();
        var plain = x.detach().clone().requires_grad_();
        var gradient = randn(2, 7, outputs).to(type);

        var y = matrix.Multiply(x, bias);
        var expected = nn.functional.linear(plain, dense, bias);
        Backpropagation.Run(y, gradient);
        expected.backward([gradient]);

        Assert.Equal(type, y.dtype);
        Assert.InRange(Tokens.Difference(expected.to(ScalarType.Float32), y.to(ScalarType.Float32)), 0, tolerance * (float)Math.Sqrt(inputs));
        Assert.InRange(Tokens.Difference(plain.grad!.to(ScalarType.Float32), x.grad!.to(ScalarType.Float32)), 0, tolerance * (float)Math.Sqrt(outputs));
    }

    [Fact]
    public void A_matrix_that_is_read_in_pieces_has_the_values_of_its_pieces()
    {
        var options = new FourBitOptions { HasNarrowScales = false };
        using var scope = NewDisposeScope();
        var values = randn(1_100, 1_024);                           // more than two pieces
        using var whole = FourBitMatrix.Quantize(values, options);

        for (var row = 0; row < 1_100; row += 100)
        {
            using var part = FourBitMatrix.Quantize(values.narrow(0, row, 100), options);
            Assert.Equal(part.Dense(ScalarType.Float32).data<float>().ToArray(), whole.Dense(ScalarType.Float32).narrow(0, row, 100).contiguous().data<float>().ToArray());
        }
    }

    [Fact]
    public void Eight_bits_compute_what_their_plain_values_do()
    {
        using var scope = NewDisposeScope();
        using var matrix = Int8Matrix.Quantize(randn(20, 30));
        var x = randn(3, 30);

        var difference = Tokens.Difference(nn.functional.linear(x, matrix.Dense(ScalarType.Float32)), matrix.Multiply(x, null));

        Assert.InRange(difference, 0, 1e-4f);
        Assert.Equal(20 * 30 + 20 * sizeof(float), matrix.Bytes);
    }

    [Fact]
    public void Values_are_rounded_to_the_type_that_they_had()
    {
        using var scope = NewDisposeScope();
        using var matrix = FourBitMatrix.Quantize(randn(16, 64).to(ScalarType.BFloat16));

        var wide = matrix.Dense(ScalarType.Float32);

        Assert.Equal(0, Tokens.Difference(wide.to(ScalarType.BFloat16).to(ScalarType.Float32), wide));
        Assert.Equal(0, Tokens.Difference(matrix.Dense(ScalarType.BFloat16).to(ScalarType.Float32), wide));
    }

    [Fact]
    public void It_takes_little_more_than_four_bits_a_value()
    {
        using var scope = NewDisposeScope();
        using var narrow = FourBitMatrix.Quantize(randn(256, 256));
        using var wide = FourBitMatrix.Quantize(randn(256, 256), new FourBitOptions { HasNarrowScales = false });

        Assert.Equal(256 * 256 / 2 + 1024 + 4 * sizeof(float), narrow.Bytes);
        Assert.Equal(256 * 256 / 2 + 1024 * sizeof(float), wide.Bytes);
    }

    [Fact]
    public void Options_without_meaning_are_refused()
    {
        using var scope = NewDisposeScope();

        Assert.Contains("BlockSize is 48", Assert.Throws<ArgumentException>(() => FourBitMatrix.Quantize(randn(4, 4), new FourBitOptions { BlockSize = 48 })).Message);
        Assert.Contains("give a matrix on the CPU", Assert.Throws<ArgumentException>(() => FourBitMatrix.Quantize(randn(4))).Message);
        Assert.Contains("set one of them", Assert.Throws<ArgumentException>(() => Llama.Load(Quantized(), new LoadOptions { FourBit = new(), IsDequantized = true })).Message);
    }

    [Fact]
    public void A_quantised_model_lets_its_plain_matrices_go()
    {
        using var model = Llama.Load(Quantized());
        var point = model.AdapterPoints().First().Target;

        Assert.True(point.IsQuantized);
        Assert.Equal((point.OutputSize, point.InputSize), ((int)point.Weight.shape[0], (int)point.Weight.shape[1]));
        Assert.Equal(0, point.Weight.stride(0));
        Assert.False(point.Weight.requires_grad);
        Assert.Contains("its plain matrix is gone", Assert.Throws<InvalidOperationException>(() => point.Substitute = null).Message);
    }

    [Theory]
    [InlineData("absmax")]
    [InlineData("quant_map")]
    [InlineData("nested_absmax")]
    [InlineData("nested_quant_map")]
    public void A_part_that_is_missing_is_named(string part)
    {
        var folder = Quantized();
        var path = Path.Combine(folder, "model.safetensors");
        var removed = Rewrite(path, tensor => tensor.Name.EndsWith($".weight.{part}", StringComparison.Ordinal) ? null : tensor);

        var error = Assert.Throws<InvalidDataException>(() => Llama.Load(folder));

        Assert.Contains($"lacks {part}", error.Message);
        Assert.True(removed > 0);
    }

    [Theory]
    [InlineData("quant_type", "\"nf3\"", "quant_type is nf3, expected nf4 or fp4")]
    [InlineData("dtype", "\"float8\"", "dtype is float8")]
    [InlineData("shape", "[64]", "the shape is [64], expected that of a matrix")]
    [InlineData("shape", "[1024, 1024]", "expected U8 of 524288")]
    [InlineData("blocksize", "7", "a block has 7 values")]
    [InlineData("blocksize", "2", "expected U8 of")]
    [InlineData("nested_blocksize", "\"x\"", "a block has \"x\" values")]
    public void A_state_that_does_not_fit_is_refused(string key, string value, string expected)
    {
        var folder = Quantized();
        Rewrite(Path.Combine(folder, "model.safetensors"), tensor =>
        {
            if (!tensor.Name.Contains("quant_state", StringComparison.Ordinal))
                return tensor;
            var state = JsonNode.Parse(((PlainTensor)tensor.Source).Bytes)!.AsObject();
            if (!state.ContainsKey(key))
                return tensor;
            state[key] = JsonNode.Parse(value);
            return tensor with { Bytes = Encoding.UTF8.GetBytes(state.ToJsonString()) };
        });

        var error = Assert.Throws<InvalidDataException>(() => Llama.Load(folder));

        Assert.Contains(expected, error.Message);
    }

    /// <summary>A copy of a model that bitsandbytes quantised, with scales in 8 bits.</summary>
    private string Quantized()
    {
        var source = Fixtures.Folders("finetune/models").First(folder => File.ReadAllText(Path.Combine(folder, "config.json")).Contains("\"bnb_4bit_use_double_quant\": true", StringComparison.Ordinal));
        var copy = Directory.CreateDirectory(_folder.File(Guid.NewGuid().ToString("n"))).FullName;
        foreach (var file in Directory.GetFiles(source))
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        return copy;
    }

    private static int Rewrite(string path, Func<Rewritten, Rewritten?> change)
    {
        List<TensorToWrite> tensors;
        int before;
        using (var file = SafetensorsFile.Open(path))
        {
            before = file.Tensors.Count;
            var kept = file.Tensors.Select(tensor => new Rewritten(tensor.Name, tensor, ((PlainTensor)tensor).Bytes.ToArray())).Select(change).OfType<Rewritten>().ToList();
            tensors = kept.ConvertAll(tensor => new TensorToWrite(tensor.Name, tensor.Source.Type, tensor.Source.Type == ElementType.UInt8 && tensor.Bytes.Length != tensor.Source.Elements ? [tensor.Bytes.Length] : tensor.Source.Shape, stream => stream.Write(tensor.Bytes)));
            SafetensorsWriter.Write(path + ".new", tensors);
        }
        File.Move(path + ".new", path, overwrite: true);
        return before - tensors.Count;
    }

    private sealed record Rewritten(string Name, StoredTensor Source, byte[] Bytes);
}
