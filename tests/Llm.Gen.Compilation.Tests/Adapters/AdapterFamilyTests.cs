using Llm.Gen.Architectures;
using Llm.Gen.Runtime;
using Llm.Gen.Runtime.Formats;
using Llm.Gen.Tests;
using static TorchSharp.torch;

namespace Llm.Gen.Compilation.Tests.Adapters;

/// <summary>Adapters sit on every family's projections, however its checkpoints lay them out: files hold updates of the matrices as they are stored.</summary>
public sealed class AdapterFamilyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Models() =>
        [.. Fixtures.Folders("models").Where(folder => ModelConfig.TryParse(File.ReadAllText(Path.Combine(folder, "config.json")), out _) is not null).Select(folder => Path.GetFileName(folder)!)];

    [Theory]
    [MemberData(nameof(Models))]
    public void What_is_merged_is_the_stored_matrix_and_the_stored_update(string name)
    {
        using var scope = NewDisposeScope();
        var folder = Fixtures.Find($"models/{name}");
        using var model = ModelCompiler.Default.LoadModel(folder, new LoadOptions { Precision = Precision.Float32 });
        model.Save(_folder.File("base"));
        var plain = Logits(model);
        using (var made = ModelAdapter.Create(model, new AdapterConfig { Rank = 2, Alpha = 3 }))
        {
            Learn(model);
            made.Save(_folder.File("adapter"));
        }
        Assert.True(Difference(plain, Logits(model)) == 0, "the adapter left something behind");

        using var adapter = ModelAdapter.Load(model, _folder.File("adapter"));
        var adapted = Logits(model);
        adapter.Merge(keepsBase: false);
        var merged = Logits(model);
        model.Save(_folder.File("merged"));

        Assert.True(Difference(plain, adapted) > 1e-4, "the adapter does nothing");
        Assert.InRange(Difference(adapted, merged), 0, 2e-4);
        CheckStored();
    }

    public void Dispose() => _folder.Dispose();

    private void CheckStored()
    {
        using var before = CheckpointFolder.Open(_folder.File("base"));
        using var after = CheckpointFolder.Open(_folder.File("merged"));
        using var adapter = SafetensorsFile.Open(_folder.File("adapter/adapter_model.safetensors"));
        var compared = 0;
        foreach (var a in adapter.Tensors.Where(tensor => tensor.Name.EndsWith(".lora_A.weight", StringComparison.Ordinal)))
        {
            var layer = a.Name["base_model.model.".Length..^".lora_A.weight".Length];
            Assert.True(adapter.TryFind($"base_model.model.{layer}.lora_B.weight", out var b));
            Assert.True(before.TryFind($"{layer}.weight", out var old) & after.TryFind($"{layer}.weight", out var now), layer);
            var product = matmul(Read(b!), Read(a)) * 1.5;
            var expected = Read(old!) + (old!.Shape.SequenceEqual(product.shape) && IsRight(old, now!, product) ? product : product.t());
            Assert.True((expected - Read(now!)).abs().max().item<float>() < 1e-5, layer);
            compared++;
        }
        Assert.NotEqual(0, compared);

        // A square matrix may be stored either way round.
        static bool IsRight(StoredTensor old, StoredTensor now, Tensor product) => (Read(old) + product - Read(now)).abs().max().item<float>() < 1e-5;
    }

    private static Tensor Read(StoredTensor stored) => tensor(stored.ToFloats()).view([.. stored.Shape]);

    private static void Learn(CausalModel model)
    {
        using var frozen = no_grad();
        foreach (var point in model.AdapterPoints())
            ((LoraAdapter)point.Target.Adapter!).B.normal_(0, 0.05);
    }

    private static Tensor Logits(CausalModel model)
    {
        using var frozen = no_grad();
        using var pass = new Pass();
        return model.call(arange(1, 9, ScalarType.Int64).unsqueeze(0), pass);
    }

    private static double Difference(Tensor one, Tensor other) => (one - other).abs().max().item<float>();
}
