using System.Text.Json;
using Llm.Gen.Architectures;
using Llm.Gen.Runtime;
using static TorchSharp.torch;

namespace Llm.Gen.Compilation.Tests.Components;

/// <summary>
/// What the reference computed for a component case, compared with a model: as <see cref="Verification"/> does, but that states never include the
/// final norm, and that gradients are those of the loss with its auxiliary losses. B batch, T tokens, D hidden, V vocabulary.
/// </summary>
internal sealed class ComponentCase(string folder, Architecture architecture) : IDisposable
{
    private const double Tolerance = 1e-4;

    private readonly ReferenceCase _reference = ReferenceCase.Open(Path.Combine(folder, ReferenceCase.TensorsName));
    private readonly JsonDocument _facts = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "case.json")));
    private readonly List<string> _differences = [];

    /// <summary>One line for each thing that does not agree.</summary>
    public IReadOnlyList<string> Differences => _differences;

    /// <summary>Puts the case's weights and a configuration into a folder, as a model is stored.</summary>
    public void Store(string target)
    {
        Directory.CreateDirectory(target);
        File.Copy(Path.Combine(folder, "model.safetensors"), Path.Combine(target, "model.safetensors"));
        File.WriteAllText(Path.Combine(target, "config.json"), new ModelConfig { Architecture = architecture }.ToJson());
    }

    /// <summary>Logits, states, the losses, and the norms of gradients.</summary>
    public void CompareForward(CausalModel model)
    {
        using var scope = NewDisposeScope();
        using var pass = new Pass { KeepsStates = true };
        var tokens = Tokens("input_ids");                                                                       // [B, T]
        var hidden = model.Hidden(tokens, pass);                                                                // [B, T, D]
        for (var i = 0; i < pass.States.Count; i++)
            CompareTensor($"hidden_states.{i}", pass.States[i], Expected($"hidden_states.{i}"));
        CompareTensor("the normed last state", hidden, Normed(model, Expected($"hidden_states.{pass.States.Count}")));
        CompareTensor("logits", model.Score(hidden), Expected("logits"));                                       // [B, T, V]

        var t = tokens.shape[1] - 1;
        var loss = CrossEntropy.Mean(model, hidden.narrow(1, 0, t), tokens.narrow(1, 1, t));
        CompareNumber("loss", loss.item<float>(), "loss");
        CompareNumber("total_loss", loss.item<float>() + pass.AddedLoss, "total_loss");
        Backpropagation.Run(loss);
        var parameters = model.Weights().ToDictionary(row => row.Name, row => row.Parameter, StringComparer.Ordinal);
        foreach (var norm in _facts.RootElement.GetProperty("grad_norms").EnumerateObject())
        {
            using var gradient = parameters[norm.Name].grad;
            Compare($"gradient of {norm.Name}", gradient?.norm().item<float>() ?? 0, norm.Value.GetDouble());
        }
    }

    /// <summary>One of the losses that layers add, in a model that adds it unscaled.</summary>
    public void CompareAddedLoss(CausalModel model, string fact)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        using var pass = new Pass();
        model.Hidden(Tokens("input_ids"), pass);
        CompareNumber(fact, pass.AddedLoss, fact);
    }

    /// <summary>Greedy tokens through the cache.</summary>
    public async Task CompareGreedy(ICausalModel model)
    {
        var (prompt, tokens) = (_reference.Find("greedy.prompt").ToIntegers(), _reference.Find("greedy.tokens").ToIntegers());
        var options = new GenerationOptions { MaxNewTokens = tokens.Length - prompt.Length, StopTokens = [] };
        var got = new List<long>(prompt);
        await foreach (var token in new Runtime.Generator(model).GenerateAsync(Array.ConvertAll(prompt, id => (int)id), options))
            got.Add(token);
        if (!got.SequenceEqual(tokens))
            _differences.Add($"greedy tokens are {string.Join(" ", got)}, expected {string.Join(" ", tokens)}");
    }

    public void Dispose()
    {
        _reference.Dispose();
        _facts.Dispose();
    }

    private Tensor Normed(CausalModel model, Tensor x)
    {
        if (architecture.FinalNorm is not { } norm)
            return x;

        var weights = model.Weights().ToDictionary(row => row.Name, row => (Tensor)row.Parameter, StringComparer.Ordinal);
        var weight = weights["model.norm.weight"];
        return norm is LayerNormSpec
            ? nn.functional.layer_norm(x, [architecture.Hidden], weight, weights.GetValueOrDefault("model.norm.bias"), norm.Epsilon)
            : x * (x.square().mean([-1], keepdim: true) + norm.Epsilon).rsqrt() * weight;
    }

    private void CompareTensor(string name, Tensor got, Tensor expected)
    {
        var difference = ((got - expected).abs() / expected.abs().clamp_min(1)).max().item<float>();
        if (!(difference <= Tolerance))
            _differences.Add($"{name} differs by {difference:g3}");
    }

    private void CompareNumber(string name, double got, string fact) => Compare(name, got, _facts.RootElement.GetProperty(fact).GetDouble());

    private void Compare(string name, double got, double expected)
    {
        if (!(Math.Abs(got - expected) <= Tolerance * Math.Max(1, Math.Abs(expected))))
            _differences.Add($"{name} is {got:g7}, expected {expected:g7}");
    }

    private Tensor Tokens(string name)
    {
        var stored = _reference.Find(name);
        return tensor(stored.ToIntegers()).view([.. stored.Shape]);
    }

    private Tensor Expected(string name)
    {
        var stored = _reference.Find(name);
        return tensor(stored.ToFloats()).view([.. stored.Shape]);
    }
}
