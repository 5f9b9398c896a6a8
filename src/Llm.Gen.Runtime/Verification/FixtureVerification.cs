using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>Compares with expected.safetensors and case.json. B batch, T tokens, V vocabulary.</summary>
internal sealed class FixtureVerification(Comparison comparison, double tolerance, string tensors)
{
    private const string HalfPrecision = "logits.bfloat16";

    /// <summary>Loads the model in float32, and in bfloat16 where the reference has such a run, and compares.</summary>
    public void Run(ModelFactory factory, string path)
    {
        using var reference = ReferenceCase.Open(tensors);
        var batch = new BatchVerification(comparison, tolerance, reference);
        using (var model = factory.LoadModel(path, new LoadOptions { Precision = Precision.Float32 }))
        {
            batch.Forward(model, "input_ids", "logits", "hidden_states.");
            if (reference.Has("long.input_ids"))
                batch.Forward(model, "long.input_ids", "long.logits", states: null);
            if (reference.Has("padded.input_ids"))
                Padded(reference, batch, model);
            if (reference.Has("greedy.prompt"))
                Greedy(reference, model);
            if (reference.Loss is { } loss)
                Gradients(reference, batch, model, loss);
        }

        if (reference.Has(HalfPrecision))
        {
            using var half = factory.LoadModel(path, new LoadOptions { Precision = Precision.BFloat16 });
            batch.Forward(half, "input_ids", HalfPrecision, states: null);
        }

        batch.RequireAllCompared();
    }

    private void Padded(ReferenceCase reference, BatchVerification batch, ICausalModel model)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        var tokens = batch.Tokens("padded.input_ids");
        var (b, t) = ((int)tokens.shape[0], (int)tokens.shape[1]);
        var seen = reference.Find("padded.attention_mask").ToIntegers();
        comparison.AddInput("padded.attention_mask");
        var padding = Enumerable.Range(0, b).Select(row => t - (int)seen.Skip(row * t).Take(t).Sum()).ToArray();
        using var pass = new Pass { Padding = padding };
        var logits = model.Score(model.Hidden(tokens, pass));
        var vocabulary = model.Facts.Vocabulary;
        batch.Compare("padded.logits", logits, i => seen[i / vocabulary] != 0);
    }

    private void Greedy(ReferenceCase reference, ICausalModel model)
    {
        var (prompt, tokens) = (reference.Find("greedy.prompt").ToIntegers(), reference.Find("greedy.tokens").ToIntegers());
        comparison.AddInput("greedy.prompt");
        var start = Array.ConvertAll(prompt, id => (int)id);
        comparison.AddTokens("greedy.tokens", [.. prompt, .. Continuation.Greedy(model, start, tokens.Length - start.Length)], tokens);
    }

    private void Gradients(ReferenceCase reference, BatchVerification batch, CausalModel model, double loss)
    {
        using var scope = NewDisposeScope();
        using var pass = new Pass();
        var tokens = batch.Tokens("input_ids");
        var t = tokens.shape[1] - 1;
        var hidden = model.Hidden(tokens.narrow(1, 0, t), pass);
        var mean = CrossEntropy.Mean(model, hidden, tokens.narrow(1, 1, t));
        comparison.AddLoss(mean.item<float>() + pass.AddedLoss, loss);

        Backpropagation.Run(mean);
        var parameters = model.Weights().ToDictionary(row => row.Name, row => row.Parameter, StringComparer.Ordinal);
        foreach (var (name, norm) in reference.GradientNorms)
        {
            var isKnown = parameters.TryGetValue(name, out var parameter);
            using var gradient = parameter?.grad;
            var unreached = isKnown ? 0 : double.NaN;               // no token chose the expert
            comparison.AddGradientNorm(name, gradient?.norm().item<float>() ?? unreached, norm);
        }
    }
}
