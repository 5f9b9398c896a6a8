using System.Runtime.InteropServices;
using System.Text.Json;
using Llm.Gen.Runtime.Formats;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>Compares with expected.json: cases of input ids, greedy ids with their margins, best logits; and with logits.i of expected.safetensors. V vocabulary.</summary>
internal sealed class RealWeightsVerification(Comparison comparison, JsonElement golden, SafetensorsFile? tensors)
{
    private const double UncertainMargin = 1e-2;        // below it the second best token is as right as the best

    /// <summary>Loads the model in float32 and compares every case.</summary>
    public void Run(ModelFactory factory, string path)
    {
        using var model = factory.LoadModel(path, new LoadOptions { Precision = Precision.Float32 });
        if (!golden.TryGetProperty("cases", out var cases))
            throw new InvalidDataException("expected.json has no list \"cases\"; it is of another layout.");
        foreach (var (i, item) in cases.EnumerateArray().Index())
            Case(model, i, item);
    }

    private void Case(ICausalModel model, int i, JsonElement item)
    {
        var (prompt, greedy) = (Ids(item, "input_ids"), Ids(item, "greedy_ids"));
        var certain = item.TryGetProperty("margins", out var margins)
            ? margins.EnumerateArray().TakeWhile(margin => margin.GetDouble() >= UncertainMargin).Count()
            : greedy.Length;
        var count = Math.Min(certain, greedy.Length);
        if (count > 0)
            comparison.Add($"greedy_ids.{i}", Continuation.Greedy(model, prompt, count), Array.ConvertAll(greedy[..count], id => (long)id));

        var stored = tensors is not null && tensors.TryFind($"logits.{i}", out var found) ? found : null;
        var length = Math.Max(prompt.Length, (int)(stored?.Shape[0] ?? 0));
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        using var pass = new Pass();
        var tokens = tensor(Array.ConvertAll([.. prompt, .. greedy[..(length - prompt.Length)]], id => (long)id)).unsqueeze(0);
        var hidden = model.Hidden(tokens, pass);
        if (stored is not null)
            comparison.Add($"logits.{i}", Values(model.Score(hidden)), stored.ToFloats());
        if (item.TryGetProperty("top_logits", out var top))
        {
            var last = model.Score(hidden.narrow(1, prompt.Length - 1, 1)).view(-1).index_select(0, tensor(Array.ConvertAll(Ids(item, "top_ids"), id => (long)id)));
            comparison.Add($"top_logits.{i}", Values(last), top.EnumerateArray().Select(value => value.GetSingle()).ToArray());
        }
    }

    private static ReadOnlySpan<float> Values(Tensor got) => MemoryMarshal.Cast<byte, float>(got.contiguous().bytes);

    private static int[] Ids(JsonElement item, string name) =>
        item.TryGetProperty(name, out var ids) ? [.. ids.EnumerateArray().Select(id => id.GetInt32())] : [];
}
