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
        using (var model = factory.LoadModel(path, new LoadOptions { Precision = Precision.Float32 }))
        {
            Forward(reference, model, "input_ids", "logits", "hidden_states.");
            if (reference.Has("long.input_ids"))
                Forward(reference, model, "long.input_ids", "long.logits", states: null);
            if (reference.Has("padded.input_ids"))
                Padded(reference, model);
            if (reference.Has("greedy.prompt"))
                Greedy(reference, model);
            if (reference.Loss is { } loss)
                Gradients(reference, model, loss);
        }

        if (reference.Has(HalfPrecision))
        {
            using var half = factory.LoadModel(path, new LoadOptions { Precision = Precision.BFloat16 });
            Forward(reference, half, "input_ids", HalfPrecision, states: null);
        }

        RequireAllCompared(reference);
    }

    private void RequireAllCompared(ReferenceCase reference)
    {
        if (reference.Tensors.FirstOrDefault(tensor => !comparison.Has(tensor.Name)) is { } left)
            throw new InvalidDataException($"{reference.Path}: nothing is compared with tensor {left.Name}; the reference is of another model, or of another layout.");
    }

    private void Forward(ReferenceCase reference, ICausalModel model, string input, string output, string? states)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        using var pass = new Pass { KeepsStates = states is not null };
        var hidden = model.Hidden(Tokens(reference, input), pass);
        Compare(reference, output, model.Score(hidden));
        if (states is null)
            return;
        for (var i = 0; i < pass.States.Count; i++)
            Compare(reference, states + i, pass.States[i]);
        Compare(reference, states + pass.States.Count, hidden);
    }

    private void Padded(ReferenceCase reference, ICausalModel model)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        var tokens = Tokens(reference, "padded.input_ids");
        var (b, t) = ((int)tokens.shape[0], (int)tokens.shape[1]);
        var seen = reference.Find("padded.attention_mask").ToIntegers();
        comparison.AddInput("padded.attention_mask");
        var padding = Enumerable.Range(0, b).Select(row => t - (int)seen.Skip(row * t).Take(t).Sum()).ToArray();
        using var pass = new Pass { Padding = padding };
        var logits = model.Score(model.Hidden(tokens, pass));
        var vocabulary = model.Facts.Vocabulary;
        Compare(reference, "padded.logits", logits, i => seen[i / vocabulary] != 0);
    }

    private void Greedy(ReferenceCase reference, ICausalModel model)
    {
        var (prompt, tokens) = (reference.Find("greedy.prompt").ToIntegers(), reference.Find("greedy.tokens").ToIntegers());
        comparison.AddInput("greedy.prompt");
        var start = Array.ConvertAll(prompt, id => (int)id);
        comparison.AddTokens("greedy.tokens", [.. prompt, .. Continuation.Greedy(model, start, tokens.Length - start.Length)], tokens);
    }

    private void Gradients(ReferenceCase reference, CausalModel model, double loss)
    {
        using var scope = NewDisposeScope();
        using var pass = new Pass();
        var tokens = Tokens(reference, "input_ids");
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

    private void Compare(ReferenceCase reference, string name, Tensor got, Func<int, bool>? isCompared = null) =>
        comparison.AddNumbers(name, Values(got), reference.Find(name).ToFloats(), Verification.Allowed(name, tolerance), isCompared);

    private Tensor Tokens(ReferenceCase reference, string name)
    {
        comparison.AddInput(name);
        var ids = reference.Find(name);
        return tensor(ids.ToIntegers()).view([.. ids.Shape]);
    }

    private static float[] Values(Tensor got)
    {
        using var values = got.to(ScalarType.Float32).cpu().contiguous();
        return values.data<float>().ToArray();
    }
}
