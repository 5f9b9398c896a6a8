using System.Runtime.InteropServices;
using System.Text.Json;
using Llm.Gen.Runtime.Formats;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>
/// Compares with expected.json: cases of input ids, greedy ids with their margins, best logits; and with expected.safetensors: logits.i and
/// token_logprobs.i of a case, or logits and hidden states of a batch of input ids. V vocabulary.
/// </summary>
internal sealed class RealWeightsVerification(Comparison comparison, double tolerance, string cases)
{
    /// <summary>The list of cases.</summary>
    public const string FileName = "expected.json";

    private static readonly string[] Lists = ["cases", "sorted"];

    /// <summary>Loads the model in float32 and compares every case.</summary>
    public void Run(ModelFactory factory, string path)
    {
        using var document = Parse();
        var items = Items(document.RootElement);

        var stored = Path.Combine(Path.GetDirectoryName(cases)!, ReferenceCase.TensorsName);
        using var tensors = File.Exists(stored) ? ReferenceCase.Open(stored) : null;
        using var model = factory.LoadModel(path, new LoadOptions { Precision = Precision.Float32 });
        foreach (var (i, item) in items.EnumerateArray().Index())
        {
            var golden = GoldenCase.Read(cases, i, item, model.Facts.Vocabulary);
            var longest = golden.Prompt.Length + Math.Max(0, golden.Greedy.Length - 1);         // nothing follows the last
            if (longest > model.Facts.Positions)
                throw new InvalidDataException($"{cases}: case {i} has {longest} tokens, and {model.Facts.Name} has {model.Facts.Positions} positions; it is of another model.");
            Case(model, i, golden, FindLogits(tensors, i, golden, model.Facts.Vocabulary), Find(tensors, $"token_logprobs.{i}", golden.Prompt.Length + golden.Greedy.Length - 1));
        }
        if (tensors is not null)
            Batch(model, new BatchVerification(comparison, tolerance, tensors), tensors);
        if (comparison.IsEmpty)
            throw new InvalidDataException($"{cases}: there is nothing to compare with; a case has greedy_ids or top_logits.");
    }

    /// <summary>The list of cases.</summary>
    private JsonElement Items(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Object)
        {
            foreach (var name in Lists)
            {
                if (root.TryGetProperty(name, out var items) && items.ValueKind == JsonValueKind.Array)
                    return items;
            }
        }

        throw new InvalidDataException($"{cases}: no list {string.Join(" or ", Lists.Select(name => $"'{name}'"))}; it is of another layout.");
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

    private void Case(ICausalModel model, int i, GoldenCase golden, StoredTensor? logits, StoredTensor? logProbabilities)
    {
        var (prompt, greedy) = (golden.Prompt, golden.Greedy);
        if (golden.Certain > 0)
            comparison.AddTokens($"greedy_ids.{i}", [.. Continuation.Greedy(model, prompt, golden.Certain)], Array.ConvertAll(greedy[..golden.Certain], id => (long)id));

        var length = Math.Max(prompt.Length, Math.Max((int)(logits?.Shape[0] ?? 0), (int)(logProbabilities?.Shape[0] + 1 ?? 0)));
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        using var pass = new Pass();
        var tokens = tensor(Array.ConvertAll([.. prompt, .. greedy[..(length - prompt.Length)]], id => (long)id)).unsqueeze(0);
        var hidden = model.Hidden(tokens, pass);
        if (logits is not null)
            Compare($"logits.{i}", model.Score(hidden.narrow(1, 0, logits.Shape[0])), logits.ToFloats());
        if (logProbabilities is not null)
        {
            var next = tokens.narrow(1, 1, logProbabilities.Shape[0]).unsqueeze(-1);                                        // [1, T, 1]
            var scores = model.Score(hidden.narrow(1, 0, logProbabilities.Shape[0])).log_softmax(-1).gather(-1, next);      // [1, T, 1]
            Compare($"token_logprobs.{i}", scores, logProbabilities.ToFloats());
        }
        if (golden.TopIds.Length > 0)
        {
            var last = model.Score(hidden.narrow(1, prompt.Length - 1, 1)).view(-1).index_select(0, tensor(Array.ConvertAll(golden.TopIds, id => (long)id)));
            Compare($"top_logits.{i}", last, golden.TopLogits);
        }
    }

    /// <summary>A batch beside the cases, where there is one; nothing else may be left.</summary>
    private static void Batch(ICausalModel model, BatchVerification batch, ReferenceCase tensors)
    {
        if (tensors.Has("input_ids"))
            batch.Forward(model, "input_ids", "logits", tensors.Has("hidden.0") ? "hidden." : null);
        batch.RequireAllCompared();
    }

    /// <summary>The logits of a case, [tokens, V], where there are some.</summary>
    private static StoredTensor? FindLogits(ReferenceCase? file, int i, GoldenCase golden, int vocabulary) =>
        Find(file, $"logits.{i}", golden.Prompt.Length + golden.Greedy.Length, vocabulary);

    /// <summary>A tensor of a case, at most so many rows of so many numbers, where there is one.</summary>
    private static StoredTensor? Find(ReferenceCase? file, string name, int most, params long[] columns)
    {
        if (file is null || !file.Has(name))
            return null;

        var stored = file.Find(name);
        return stored.Shape.Count > 0 && stored.Shape[0] >= 1 && stored.Shape[0] <= most && stored.Shape.Skip(1).SequenceEqual(columns)
            ? stored
            : throw new InvalidDataException($"{file.Path}: {name} is [{string.Join(", ", stored.Shape)}]; expected [{string.Join(", ", columns.Select(size => $"{size}").Prepend($"1 to {most}"))}], no more rows than the case's input_ids and greedy_ids give.");
    }

    private void Compare(string name, Tensor got, float[] expected) =>
        comparison.AddNumbers(name, MemoryMarshal.Cast<byte, float>(got.contiguous().bytes).ToArray(), expected, Verification.Allowed(name, tolerance));
}
