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

    private const double UncertainMargin = 1e-2;        // below it the second best token is as right as the best

    /// <summary>Loads the model in float32 and compares every case.</summary>
    public void Run(ModelFactory factory, string path)
    {
        using var golden = Parse();
        if (golden.RootElement.ValueKind != JsonValueKind.Object || !golden.RootElement.TryGetProperty("cases", out var items))
            throw new InvalidDataException($"{cases}: no list 'cases'; it is of another layout.");

        var stored = Path.Combine(Path.GetDirectoryName(cases)!, ReferenceCase.TensorsName);
        using var tensors = File.Exists(stored) ? SafetensorsFile.Open(stored) : null;
        using var model = factory.LoadModel(path, new LoadOptions { Precision = Precision.Float32 });
        foreach (var (i, item) in items.EnumerateArray().Index())
            Case(model, i, item, tensors);
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

    private void Case(ICausalModel model, int i, JsonElement item, SafetensorsFile? tensors)
    {
        var (prompt, greedy) = (Ids(item, "input_ids"), Ids(item, "greedy_ids"));
        var certain = item.TryGetProperty("margins", out var margins)
            ? margins.EnumerateArray().TakeWhile(margin => margin.GetDouble() >= UncertainMargin).Count()
            : greedy.Length;
        var count = Math.Min(certain, greedy.Length);
        if (count > 0)
            comparison.AddTokens($"greedy_ids.{i}", [.. Continuation.Greedy(model, prompt, count)], Array.ConvertAll(greedy[..count], id => (long)id));

        var stored = tensors is not null && tensors.TryFind($"logits.{i}", out var found) ? found : null;
        var length = Math.Max(prompt.Length, (int)(stored?.Shape[0] ?? 0));
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        using var pass = new Pass();
        var tokens = tensor(Array.ConvertAll([.. prompt, .. greedy[..(length - prompt.Length)]], id => (long)id)).unsqueeze(0);
        var hidden = model.Hidden(tokens, pass);
        if (stored is not null)
            Compare($"logits.{i}", model.Score(hidden), stored.ToFloats());
        if (item.TryGetProperty("top_logits", out var top))
        {
            var last = model.Score(hidden.narrow(1, prompt.Length - 1, 1)).view(-1).index_select(0, tensor(Array.ConvertAll(Ids(item, "top_ids"), id => (long)id)));
            Compare($"top_logits.{i}", last, [.. top.EnumerateArray().Select(value => value.GetSingle())]);
        }
    }

    private void Compare(string name, Tensor got, float[] expected) =>
        comparison.AddNumbers(name, MemoryMarshal.Cast<byte, float>(got.contiguous().bytes).ToArray(), expected, Verification.Allowed(name, tolerance));

    private static int[] Ids(JsonElement item, string name) =>
        item.TryGetProperty(name, out var ids) ? [.. ids.EnumerateArray().Select(id => id.GetInt32())] : [];
}
