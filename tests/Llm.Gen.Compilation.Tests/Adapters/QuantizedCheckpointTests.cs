using Llm.Gen.Runtime;
using Llm.Gen.Runtime.Formats;
using Llm.Gen.Tests;
using TorchSharp;
using static TorchSharp.torch;

namespace Llm.Gen.Compilation.Tests.Adapters;

/// <summary>Folders that bitsandbytes quantised compute what they compute there, kept in four bits and made plain, alone and under adapters.</summary>
public sealed class QuantizedCheckpointTests : IDisposable
{
    private const double Logits = 1e-4;

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Checkpoints() => AdapterCase.Of("bnb_checkpoint");

    public static TheoryData<string> Adapted() => AdapterCase.Of("qlora");

    [Theory]
    [MemberData(nameof(Checkpoints))]
    public void A_quantised_folder_computes_what_its_reference_computed(string name)
    {
        using var fixture = AdapterCase.Open(name);
        using (var model = fixture.LoadModel())
        {
            Assert.All(model.AdapterPoints(), point => Assert.IsType<FourBitMatrix>(point.Target.Substitute));
            fixture.Check("logits", fixture.Logits(model), Logits);
            Assert.Contains("is quantised", Assert.Throws<InvalidOperationException>(() => model.Save(_folder.File("a"))).Message);
            Assert.Contains("stays where", Assert.Throws<InvalidOperationException>(() => model.to(ScalarType.BFloat16)).Message);
        }

        using (var model = fixture.LoadModel(new LoadOptions { IsDequantized = true }))
        {
            fixture.Check("logits", fixture.Logits(model), Logits);
            model.Save(_folder.File("plain"));
        }

        using var plain = CheckpointFolder.Open(_folder.File("plain"));
        foreach (var expected in fixture.Expected("dequantized."))
        {
            Assert.True(plain.TryFind(expected["dequantized.".Length..], out var tensor), expected);
            fixture.Check(expected, tensor.ToFloats(), 1e-7);
        }
        using var again = ModelCompiler.Default.LoadModel(_folder.File("plain"));
        fixture.Check("logits", fixture.Logits(again), Logits);
    }

    [Theory]
    [MemberData(nameof(Adapted))]
    public void An_adapter_on_a_quantised_folder_computes_what_its_reference_computed(string name)
    {
        using var fixture = AdapterCase.Open(name);
        using var model = fixture.LoadModel();
        fixture.Check("logits_base", fixture.Logits(model), Logits);

        using var adapter = ModelAdapter.Load(model, fixture.AdapterFolder("forward_adapter"));

        fixture.Check("logits_adapter", fixture.Logits(model), Logits);
        Assert.Contains("stands in for", Assert.Throws<InvalidOperationException>(() => adapter.Merge()).Message);
    }

    [Theory]
    [MemberData(nameof(Checkpoints))]
    public void A_folder_that_is_quantised_as_it_is_loaded_has_the_same_values(string name)
    {
        using var fixture = AdapterCase.Open(name);
        var folder = Path.GetFullPath(Path.Combine(fixture.Folder, (string)fixture.Json["model"]!));
        var plain = folder[..folder.LastIndexOf('_')];
        using var stored = ModelCompiler.Default.LoadModel(folder);
        var sample = (FourBitMatrix)stored.AdapterPoints().First().Target.Substitute!;

        using var model = ModelCompiler.Default.LoadModel(plain, new LoadOptions { FourBit = new FourBitOptions { Type = sample.Type, BlockSize = sample.BlockSize, HasNarrowScales = sample.HasNarrowScales } });

        foreach (var (point, expected) in model.AdapterPoints().Zip(stored.AdapterPoints()))
        {
            var (matrix, reference) = ((FourBitMatrix)point.Target.Substitute!, (FourBitMatrix)expected.Target.Substitute!);
            using var scope = NewDisposeScope();
            Assert.True(reference.Dense(ScalarType.Float32).eq(matrix.Dense(ScalarType.Float32)).all().item<bool>(), point.Name);
            Assert.Equal(reference.Bytes, matrix.Bytes);
        }
        fixture.Check("logits", fixture.Logits(model), Logits);
    }

    public void Dispose() => _folder.Dispose();
}
