using Llm.Gen.Runtime;
using Llm.Gen.Runtime.Formats;
using Llm.Gen.Tests;

namespace Llm.Gen.Compilation.Tests.Adapters;

/// <summary>Every adapter of the PEFT format computes, merged and beside the model, what its reference computed, and is written as it was read.</summary>
public sealed class AdapterReferenceTests : IDisposable
{
    private const double Logits = 1e-4, Merged = 2e-6;

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Cases() => AdapterCase.Of("peft");

    public static TheoryData<string> SeveralAdapters() => AdapterCase.Of("peft_multi");

    [Theory]
    [MemberData(nameof(Cases))]
    public void An_adapter_computes_what_its_reference_computed(string name)
    {
        using var fixture = AdapterCase.Open(name);
        using var model = fixture.LoadModel();
        var before = Values(model);
        fixture.Check("logits_base", fixture.Logits(model), Logits);

        using var adapter = ModelAdapter.Load(model, fixture.AdapterFolder());
        fixture.Check("logits_adapter", fixture.Logits(model), Logits);

        adapter.Merge();
        fixture.Check("logits_merged", fixture.Logits(model), Logits);
        CheckMerged(fixture, model, before);

        adapter.Unmerge();
        fixture.Check("logits_adapter", fixture.Logits(model), Logits);

        adapter.IsActive = false;
        fixture.Check("logits_base", fixture.Logits(model), Logits);
        Assert.All(Values(model).Zip(before), pair => Assert.Equal(pair.Second.Value, pair.First.Value));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void An_adapter_is_written_byte_for_byte_as_it_was_read(string name)
    {
        using var fixture = AdapterCase.Open(name);
        using var model = fixture.LoadModel(new LoadOptions { Adapters = [fixture.AdapterFolder()] });

        model.Adapters.Single().Save(_folder.File("saved"));

        foreach (var file in Directory.GetFiles(fixture.AdapterFolder()))
            Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(Path.Combine(_folder.File("saved"), Path.GetFileName(file))));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void An_adapter_of_the_same_configuration_has_the_same_tensors(string name)
    {
        using var fixture = AdapterCase.Open(name);
        using var model = fixture.LoadModel();
        AdapterConfig config;
        using (var loaded = ModelAdapter.Load(model, fixture.AdapterFolder()))
            config = loaded.Config;

        using (var made = ModelAdapter.Create(model, config))
            made.Save(_folder.File("made"));
        using var again = ModelAdapter.Load(model, _folder.File("made"));

        using var expected = SafetensorsFile.Open(Path.Combine(fixture.AdapterFolder(), "adapter_model.safetensors"));
        using var actual = SafetensorsFile.Open(Path.Combine(_folder.File("made"), "adapter_model.safetensors"));
        Assert.Equal(expected.Tensors.Select(Header), actual.Tensors.Select(Header));
        fixture.Check("logits_base", fixture.Logits(model), Logits);
    }

    [Theory]
    [MemberData(nameof(SeveralAdapters))]
    public void Several_adapters_add_up_and_combine(string name)
    {
        using var fixture = AdapterCase.Open(name);
        using var model = fixture.LoadModel();
        var weights = fixture.Json["weights"]!.AsArray().Select(weight => (double)weight!).ToArray();
        fixture.Check("logits_base", fixture.Logits(model), Logits);

        using var a = ModelAdapter.Load(model, fixture.AdapterFolders[0]);
        fixture.Check("logits_a", fixture.Logits(model), Logits);
        using var b = ModelAdapter.Load(model, fixture.AdapterFolders[1]);
        fixture.Check("logits_all_active", fixture.Logits(model), Logits);
        a.IsActive = false;
        fixture.Check("logits_b", fixture.Logits(model), Logits);

        foreach (var (kind, key) in new[] { (AdapterCombination.Linear, "linear"), (AdapterCombination.Concatenated, "cat"), (AdapterCombination.Truncated, "svd") })
        {
            using var combined = ModelAdapter.Combine([a, b], weights, kind);
            fixture.Check($"logits_{key}", fixture.Logits(model), Logits);
            combined.Save(_folder.File(key));
            using var saved = SafetensorsFile.Open(Path.Combine(_folder.File(key), "adapter_model.safetensors"));
            foreach (var tensor in fixture.Expected($"{key}."))
            {
                Assert.True(saved.TryFind(tensor[(key.Length + 1)..], out var stored), tensor);
                fixture.Check(tensor, stored.ToFloats(), Merged);
            }
        }
    }

    public void Dispose() => _folder.Dispose();

    private static string Header(StoredTensor tensor) => $"{tensor.Name} [{string.Join(", ", tensor.Shape)}]";

    /// <summary>Every stored tensor is the expected one where the case has it, and what it was before elsewhere.</summary>
    private void CheckMerged(AdapterCase fixture, CausalModel model, Dictionary<string, float[]> before)
    {
        var expected = fixture.Expected("merged.").ToHashSet();
        var after = Values(model);
        Assert.NotEmpty(expected);
        foreach (var (tensor, values) in after)
        {
            if (expected.Remove($"merged.{tensor}"))
                fixture.Check($"merged.{tensor}", values, Merged);
            else
                Assert.Equal(before[tensor], values);
        }
        foreach (var tied in expected)
            fixture.Check(tied, after[model.Weights().First().Name], Merged);
    }

    /// <summary>The stored tensors as a checkpoint has them.</summary>
    private Dictionary<string, float[]> Values(CausalModel model)
    {
        model.Save(_folder.File("model"));
        using var stored = CheckpointFolder.Open(_folder.File("model"));
        return stored.Tensors.ToDictionary(tensor => tensor.Name, tensor => tensor.ToFloats());
    }
}
