using System.Runtime.InteropServices;
using System.Text.Json;
using Llm.Gen.Runtime.Formats;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>Compares with expected.json: cases of input ids, greedy ids with their margins, best logits; and with logits.i of expected.safetensors. V vocabulary.</summary>
internal sealed class RealWeightsVerification(Comparison comparison, double tolerance, string cases)
{
    /// <summary>The list of cases.</summary>
    public const string FileName = "expected.json";

    /// <summary>Loads the model in float32 and compares every case.</summary>
    public void Run(ModelFactory factory, string path)
    {
        using var document = Parse();
        if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("cases", out var items) || items.ValueKind != JsonValueKind.Array)
            throw new InvalidDataException($"{cases}: no list 'cases'; it is of another layout.");

        var stored = Path.Combine(Path.GetDirectoryName(cases)!, ReferenceCase.TensorsName);
        using var tensors = File.Exists(stored) ? SafetensorsFile.Open(stored) : null;
        using var model = factory.LoadModel(path, new LoadOptions { Precision = Precision.Float32 });
        foreach (var (i, item) in items.EnumerateArray().Index())
        {
            var golden = GoldenCase.Read(cases, i, item, model.Facts.Vocabulary);
            var longest = golden.Prompt.Length + golden.Greedy.Length;
            if (longest > model.Facts.Positions)
                throw new InvalidDataException($"{cases}: case {i} has {longest} tokens, and {model.Facts.Name} has {model.Facts.Positions} positions; it is of another model.");
            Case(model, i, golden, FindLogits(tensors, i, golden, model.Facts.Vocabulary));
        }
        if (comparison.IsEmpty)
            throw new InvalidDataException($"{cases}: there is nothing to compare with; a case has greedy_ids or top_logits.");
    }

    private JsonDocument Parse()
    {
        try
        {
            return JsonDocument.Parse(File.ReadAllText(cases));
        }
        catch (JsonException failure)
        {
            throw new InvalidDataException($"{cases} is not JSON ({failure.Message}); restore it.", failure);
        }
    }

    private void Case(ICausalModel model, int i, GoldenCase golden, StoredTensor? stored)
    {
        var (prompt, greedy) = (golden.Prompt, golden.Greedy);
        if (golden.Certain > 0)
            comparison.AddTokens($"greedy_ids.{i}", [.. Continuation.Greedy(model, prompt, golden.Certain)], Array.ConvertAll(greedy[..golden.Certain], id => (long)id));

        var length = Math.Max(prompt.Length, (int)(stored?.Shape[0] ?? 0));
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        using var pass = new Pass();
        var tokens = tensor(Array.ConvertAll([.. prompt, .. greedy[..(length - prompt.Length)]], id => (long)id)).unsqueeze(0);
        var hidden = model.Hidden(tokens, pass);
        if (stored is not null)
            Compare($"logits.{i}", model.Score(hidden.narrow(1, 0, stored.Shape[0])), stored.ToFloats());
        if (golden.TopIds.Length > 0)
        {
            var last = model.Score(hidden.narrow(1, prompt.Length - 1, 1)).view(-1).index_select(0, tensor(Array.ConvertAll(golden.TopIds, id => (long)id)));
            Compare($"top_logits.{i}", last, golden.TopLogits);
        }
    }

    /// <summary>The case's logits, [tokens, V], where there are some.</summary>
    private static StoredTensor? FindLogits(SafetensorsFile? file, int i, GoldenCase golden, int vocabulary)
    {
        if (file is null || !file.TryFind($"logits.{i}", out var stored))
            return null;

        var most = golden.Prompt.Length + golden.Greedy.Length;
        return stored.Shape is [var tokens, var scores] && tokens >= 1 && tokens <= most && scores == vocabulary
            ? stored
            : throw new InvalidDataException($"{file.Path}: logits.{i} is [{string.Join(", ", stored.Shape)}]; expected [1 to {most}, {vocabulary}], as many rows as there are input_ids and greedy_ids at most.");
    }

    private void Compare(string name, Tensor got, float[] expected) =>
        comparison.AddNumbers(name, MemoryMarshal.Cast<byte, float>(got.contiguous().bytes).ToArray(), expected, Verification.Allowed(name, tolerance));
}
