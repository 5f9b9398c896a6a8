using System.Runtime.InteropServices;
using System.Text.Json;
using Llm.Gen.Runtime.Formats;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>Compares with expected.safetensors and case.json. B batch, T tokens, V vocabulary.</summary>
internal sealed class FixtureVerification(Comparison comparison, SafetensorsFile expected, JsonElement? golden)
{
    private const string HalfPrecision = ".bfloat16";

    /// <summary>Loads the model in float32, and in bfloat16 where the reference has such a run, and compares.</summary>
    public void Run(ModelFactory factory, string path)
    {
        using (var model = factory.LoadModel(path, new LoadOptions { Precision = Precision.Float32 }))
        {
            Forward(model, "input_ids", "logits", "hidden_states.");
            Forward(model, "long.input_ids", "long.logits", states: null);
            Padded(model);
            Greedy(model);
            Gradients(model);
        }

        if (!expected.TryFind("logits" + HalfPrecision, out _))
            return;
        using var half = factory.LoadModel(path, new LoadOptions { Precision = Precision.BFloat16 });
        Forward(half, "input_ids", "logits" + HalfPrecision, states: null);
    }

    private void Forward(ICausalModel model, string input, string output, string? states)
    {
        if (!expected.TryFind(input, out var ids))
            return;
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        using var pass = new Pass { KeepsStates = states is not null };
        var hidden = model.Hidden(Tokens(ids), pass);
        Compare(output, model.Score(hidden));
        if (states is null)
            return;
        for (var i = 0; i < pass.States.Count; i++)
            Compare(states + i, pass.States[i]);
        Compare(states + pass.States.Count, hidden);
    }

    private void Padded(ICausalModel model)
    {
        if (!expected.TryFind("padded.input_ids", out var ids) || !expected.TryFind("padded.attention_mask", out var mask))
            return;
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        var (b, t) = ((int)ids.Shape[0], (int)ids.Shape[1]);
        var seen = mask.ToIntegers();
        var padding = Enumerable.Range(0, b).Select(row => t - (int)seen.AsSpan(row * t, t).ToArray().Sum()).ToArray();
        using var pass = new Pass { Padding = padding };
        var logits = model.Score(model.Hidden(Tokens(ids), pass));
        logits.mul_(tensor(Array.ConvertAll(seen, bit => (float)bit)).view(b, t, 1));       // rows at padding are zero in the reference
        Compare("padded.logits", logits);
    }

    private void Greedy(ICausalModel model)
    {
        if (!expected.TryFind("greedy.prompt", out var prompt) || !expected.TryFind("greedy.tokens", out var tokens))
            return;
        var ids = tokens.ToIntegers();
        var start = Array.ConvertAll(prompt.ToIntegers(), id => (int)id);
        comparison.Add("greedy.tokens", [.. start, .. Continuation.Greedy(model, start, ids.Length - start.Length)], ids);
    }

    private void Gradients(CausalModel model)
    {
        if (golden is not { } values || !values.TryGetProperty("loss", out var loss) || !expected.TryFind("input_ids", out var ids))
            return;
        using var scope = NewDisposeScope();
        using var pass = new Pass();
        var tokens = Tokens(ids);
        var t = tokens.shape[1] - 1;
        var hidden = model.Hidden(tokens.narrow(1, 0, t), pass);
        var mean = CrossEntropy.Mean(model, hidden, tokens.narrow(1, 1, t));
        comparison.AddLoss(mean.item<float>(), loss.GetDouble());
        if (!values.TryGetProperty("grad_norms", out var norms))
            return;

        Backpropagation.Run(mean);
        var parameters = model.Weights().ToDictionary(row => row.Name, row => row.Parameter, StringComparer.Ordinal);
        foreach (var norm in norms.EnumerateObject())
        {
            using var gradient = parameters.TryGetValue(norm.Name, out var parameter) ? parameter.grad : null;
            comparison.AddGradientNorm(norm.Name, gradient?.norm().item<float>() ?? double.NaN, norm.Value.GetDouble());
        }
    }

    private void Compare(string name, Tensor got)
    {
        if (!expected.TryFind(name, out var stored))
            return;
        using var values = got.to(ScalarType.Float32).cpu().contiguous();
        comparison.Add(name, MemoryMarshal.Cast<byte, float>(values.bytes), stored.ToFloats());
    }

    private static Tensor Tokens(StoredTensor ids) => tensor(ids.ToIntegers()).view([.. ids.Shape]);
}
