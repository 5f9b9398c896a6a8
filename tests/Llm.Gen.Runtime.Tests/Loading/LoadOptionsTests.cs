using System.Runtime.InteropServices;
using Llm.Gen.Runtime.Formats;
using Llm.Gen.Runtime.Tests.Support;
using Llm.Gen.Tests;
using TorchSharp;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime.Tests.Loading;

/// <summary>No option is ignored: every combination of stored type, asked precision and device gives what was asked for, or one clear error.</summary>
public sealed class LoadOptionsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<ElementType, Precision, ScalarType> Combinations => new()
    {
        { ElementType.Float32, Precision.AsStored, ScalarType.Float32 },
        { ElementType.Float32, Precision.Float32, ScalarType.Float32 },
        { ElementType.Float32, Precision.BFloat16, ScalarType.BFloat16 },
        { ElementType.BFloat16, Precision.AsStored, ScalarType.BFloat16 },
        { ElementType.BFloat16, Precision.Float32, ScalarType.Float32 },
        { ElementType.BFloat16, Precision.BFloat16, ScalarType.BFloat16 },
        { ElementType.Float16, Precision.AsStored, ScalarType.Float32 },
        { ElementType.Float16, Precision.Float32, ScalarType.Float32 },
        { ElementType.Float16, Precision.BFloat16, ScalarType.BFloat16 },
        { ElementType.Float64, Precision.AsStored, ScalarType.Float32 },
        { ElementType.Float64, Precision.BFloat16, ScalarType.BFloat16 },
    };

    [Theory]
    [MemberData(nameof(Combinations))]
    public void Every_stored_type_is_converted_to_the_precision_asked_for(ElementType stored, Precision precision, ScalarType expected)
    {
        using var scope = NewDisposeScope();
        using var original = Llama.Create(new CreateOptions { Deviation = 0.3 }, tied: false, bias: true);
        original.Save(_folder.Path);
        Store(stored);

        using var loaded = Llama.Load(_folder.Path, new LoadOptions { Precision = precision, Device = CPU });

        Assert.Equal((expected, DeviceType.CPU), (loaded.Placement.Type, loaded.Placement.Device.type));
        foreach (var (row, source) in loaded.Weights().Zip(original.Weights()))
        {
            var numbers = source.Parameter.detach().to(TypeOf(stored)).to(expected);        // rounded once by the file, once by us
            Assert.Equal(expected, row.Parameter.dtype);
            Assert.True(numbers.eq(row.Parameter).all().item<bool>(), row.Name);
        }
    }

    [Theory]
    [InlineData("cuda")]
    [InlineData("cuda:99")]
    [InlineData("meta")]
    public void A_device_that_the_machine_has_not_is_refused_by_its_name(string device)
    {
        if (device == "cuda" && cuda.is_available())
            device = "cuda:98";
        using (var model = Llama.Create())
            model.Save(_folder.Path);

        var loading = Assert.Throws<ArgumentException>(() => Llama.Load(_folder.Path, new LoadOptions { Device = new Device(device) }));
        var making = Assert.Throws<ArgumentException>(() => Llama.Create(new CreateOptions { Device = new Device(device) }));

        Assert.StartsWith($"Device is {device}, ", loading.Message);
        Assert.Equal(loading.Message, making.Message);
        Assert.Contains("choose", loading.Message);
    }

    [Fact]
    public void Options_of_a_new_model_without_meaning_are_refused()
    {
        Assert.StartsWith("Precision is AsStored, and a new model is stored nowhere; name Float32 or BFloat16.",
            Assert.Throws<ArgumentException>(() => Llama.Create(new CreateOptions { Precision = Precision.AsStored })).Message);
        Assert.StartsWith("Deviation is NaN; expected 0 or more.", Assert.Throws<ArgumentException>(() => Llama.Create(new CreateOptions { Deviation = double.NaN })).Message);
        Assert.StartsWith("Deviation is -1; expected 0 or more.", Assert.Throws<ArgumentException>(() => Llama.Create(new CreateOptions { Deviation = -1 })).Message);
        Assert.Throws<ArgumentNullException>(() => Llama.Create(new CreateOptions { Device = null! }));
        using (var model = Llama.Create())
            model.Save(_folder.Path);
        Assert.Throws<ArgumentNullException>(() => Llama.Load(_folder.Path, new LoadOptions { Device = null! }));
    }

    public void Dispose() => _folder.Dispose();

    private void Store(ElementType type)
    {
        var path = _folder.File("model.safetensors");
        using (var file = SafetensorsFile.Open(path))
            SafetensorsWriter.Write(path + ".new", [.. file.Tensors.Select(tensor => type == ElementType.Float64 ? Doubles(tensor) : TensorToWrite.Copy(tensor, type))]);
        File.Move(path + ".new", path, overwrite: true);
    }

    private static TensorToWrite Doubles(StoredTensor tensor) => new(tensor.Name, ElementType.Float64, tensor.Shape,
        stream => stream.Write(MemoryMarshal.AsBytes<double>(Array.ConvertAll(tensor.ToFloats(), number => (double)number))));

    private static ScalarType TypeOf(ElementType type) => type switch
    {
        ElementType.Float64 => ScalarType.Float64,
        ElementType.Float32 => ScalarType.Float32,
        ElementType.Float16 => ScalarType.Float16,
        _ => ScalarType.BFloat16,
    };
}
