using System.Text.Json.Nodes;
using Llm.Gen.Runtime;
using Llm.Gen.Runtime.Formats;
using Llm.Gen.Tests;
using static TorchSharp.torch;

namespace Llm.Gen.Compilation.Tests.Adapters;

/// <summary>A case folder of golden values about adapters: a model, adapters in the PEFT format, and what both compute.</summary>
internal sealed record AdapterCase(string Folder, JsonNode Json) : IDisposable
{
    private readonly SafetensorsFile _expected = SafetensorsFile.Open(Path.Combine(Folder, "expected.safetensors"));

    /// <summary>The names of all cases of a kind.</summary>
    public static TheoryData<string> Of(params string[] kinds) =>
        [.. Fixtures.Folders("finetune").Where(folder => File.Exists(Path.Combine(folder, "case.json")) && kinds.Contains((string?)Read(folder)["kind"])).Select(folder => Path.GetFileName(folder)!)];

    public static AdapterCase Open(string name) => new(Fixtures.Find($"finetune/{name}"), Read(Fixtures.Find($"finetune/{name}")));

    public CausalModel LoadModel(LoadOptions? options = null) => ModelCompiler.Default.LoadModel(Path.GetFullPath(Path.Combine(Folder, (string)Json["model"]!)), options);

    public string AdapterFolder(string key = "adapter") => Path.Combine(Folder, (string)Json[key]!);

    public IReadOnlyList<string> AdapterFolders => [.. Json["adapters"]!.AsArray().Select(name => Path.Combine(Folder, (string)name!))];

    public IEnumerable<string> Expected(string prefix) => _expected.Tensors.Select(tensor => tensor.Name).Where(name => name.StartsWith(prefix, StringComparison.Ordinal));

    /// <summary>Float32 logits of the case's tokens.</summary>
    public float[] Logits(CausalModel model, string key = "input_ids")
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        using var pass = new Pass();
        var rows = Json[key]!.AsArray().Select(row => row!.AsArray().Select(id => (long)id!).ToArray()).ToArray();
        var tokens = tensor(rows.SelectMany(row => row).ToArray()).view(rows.Length, -1);
        return model.call(tokens, pass).reshape(-1).data<float>().ToArray();
    }

    /// <summary>Fails where values are not what the reference has, by more than ten times its own noise and a tolerance.</summary>
    public void Check(string name, float[] actual, double tolerance)
    {
        Assert.True(_expected.TryFind(name, out var stored), name);
        var expected = stored.ToFloats();
        Assert.Equal(expected.Length, actual.Length);
        var allowed = Math.Max(tolerance, 10 * ((double?)Json["float32_noise"]?["tensors"]?[name] ?? 0));
        for (var i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(actual[i] - expected[i]) <= allowed * Math.Max(1, Math.Abs(expected[i])), $"{name}[{i}] is {actual[i]}, expected {expected[i]} within {allowed}");
    }

    public void Dispose() => _expected.Dispose();

    private static JsonNode Read(string folder) => JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "case.json")))!;
}
