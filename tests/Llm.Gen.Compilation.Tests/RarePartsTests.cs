using Llm.Gen.Architectures;
using Llm.Gen.Runtime;
using Llm.Gen.Tests;
using TorchSharp;
using static TorchSharp.torch;

namespace Llm.Gen.Compilation.Tests;

/// <summary>Parts that few models have, each against a model that says the same otherwise.</summary>
public sealed class RarePartsTests : IDisposable
{
    private const int Length = 11;

    private readonly TemporaryFolder _folder = new();

    private static DecoderBuilder Tiny => new DecoderBuilder { Layers = 2, Hidden = 32, Vocab = 64, Positions = 32 }.Gqa(4, 2).SwiGlu(48).RmsNorm(1e-6).Rope(10_000);

    [Theory]
    [InlineData(AttentionBias.Query)]
    [InlineData(AttentionBias.Query | AttentionBias.Value)]
    [InlineData(AttentionBias.Key | AttentionBias.Output)]
    public void Biases_of_some_projections_are_biases_of_all_that_are_zero_elsewhere(AttentionBias bias)
    {
        using var scope = NewDisposeScope();
        using var some = Create(With(heads => heads with { Bias = bias }));
        using var all = Create(With(heads => heads with { Bias = AttentionBias.All }));
        Draw(some);
        CopyTo(some, all);

        Assert.Equal(LogitsOf(all), LogitsOf(some), (a, b) => Math.Abs(a - b) < 1e-5f);
        AssertGradients(some, all);
        AssertKept(some);
    }

    [Fact]
    public void Norms_that_keep_lengths_may_stand_before_or_after_the_rotation_and_others_may_not()
    {
        using var scope = NewDisposeScope();
        using var before = Create(With(heads => heads with { QueryKeyNorm = Norm(isAfter: false) }));
        using var after = Create(With(heads => heads with { QueryKeyNorm = Norm(isAfter: true) }));
        CopyTo(before, after);

        Assert.Equal(LogitsOf(before), LogitsOf(after), (a, b) => Math.Abs(a - b) < 1e-5f);
        AssertGradients(after, before, except: "_norm");                            // a gain sees other columns
        Draw(before);
        CopyTo(before, after);
        Assert.True(LogitsOf(before).Zip(LogitsOf(after)).Max(pair => Math.Abs(pair.First - pair.Second)) > 1e-3f);
        AssertKept(after);
    }

    [Fact]
    public void Tied_scores_with_a_bias_are_those_of_a_head_that_has_the_embeddings_vectors()
    {
        using var scope = NewDisposeScope();
        var head = new HeadSpec { HasBias = true, Multiplier = 0.5, Softcap = 8 };
        using var tied = Create(Tiny.Build() with { Family = ModelFamily.Own.Name, Head = head, TiedEmbeddings = true });
        using var untied = Create(Tiny.Build() with { Family = ModelFamily.Own.Name, Head = head });
        Draw(tied);
        CopyTo(tied, untied);
        using (no_grad())
            untied.Head.Weight.copy_(tied.Head.Weight);

        Assert.Equal(LogitsOf(untied), LogitsOf(tied), (a, b) => Math.Abs(a - b) < 1e-5f);
        AssertGradients(tied, untied, except: "embed_tokens");                      // which is two gradients in one
        AssertKept(tied);
    }

    [Fact]
    public void Windows_of_layers_may_keep_other_numbers_of_first_tokens()
    {
        using var scope = NewDisposeScope();
        using var differing = Create(With((heads, layer) => heads with { Window = 3, SinkTokens = 1 + layer }));
        using var alike = Create(With((heads, _) => heads with { Window = 3, SinkTokens = 1 }));
        Draw(differing);
        CopyTo(differing, alike);

        Assert.NotEqual(LogitsOf(alike), LogitsOf(differing));
        AssertKept(differing);
    }

    public void Dispose() => _folder.Dispose();

    private static QueryKeyNormSpec Norm(bool isAfter) => new() { Norm = new RmsNormSpec { Epsilon = 1e-6 }, IsAfterRotation = isAfter };

    private static Architecture With(Func<HeadAttentionSpec, HeadAttentionSpec> change) => With((heads, _) => change(heads));

    private static Architecture With(Func<HeadAttentionSpec, int, HeadAttentionSpec> change)
    {
        var tiny = Tiny.Build();
        return tiny with { Family = ModelFamily.Own.Name, Layers = tiny.Layers.Select((layer, i) => layer with { Attention = change((HeadAttentionSpec)layer.Attention, i) }).ToEquatableArray() };
    }

    private CausalModel Create(Architecture architecture) => new ModelCompiler(_folder.File("cache")).Compile(architecture).CreateModel(new CreateOptions { Deviation = 0.2 });

    /// <summary>Draws what is not drawn: gains and biases.</summary>
    private static void Draw(CausalModel model)
    {
        using var _ = no_grad();
        using var generator = new torch.Generator(5);
        foreach (var weight in model.Weights().Where(weight => weight.Role != WeightRole.Matrix))
            weight.Parameter.add_(randn(weight.Parameter.shape, generator: generator) / 2);
    }

    /// <summary>Copies weights to another model of nearly the same; biases that only that has become zero.</summary>
    private static void CopyTo(CausalModel from, CausalModel to)
    {
        using var _ = no_grad();
        var known = from.Weights().ToDictionary(weight => weight.Name, weight => weight.Parameter);
        foreach (var weight in to.Weights())
        {
            if (known.TryGetValue(weight.Name, out var parameter))
                weight.Parameter.copy_(parameter);
            else if (weight.Role == WeightRole.Bias)
                weight.Parameter.zero_();
        }
    }

    private static float[] LogitsOf(CausalModel model, params int[] counts)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        using var cache = counts.Length == 0 ? null : new KvCache(model, batch: 2);
        var (parts, from) = (new List<Tensor>(), 0);
        foreach (var count in counts.Length == 0 ? [Length] : counts)
        {
            using var pass = new Pass { Cache = cache };
            parts.Add(model.forward(Tokens(from, count), pass));
            from += count;
        }

        return cat(parts, 1).data<float>().ToArray();
    }

    private static Tensor Tokens(int from, int count) =>
        stack([.. Enumerable.Range(0, 2).Select(row => tensor([.. Enumerable.Range(from, count).Select(i => (17L * i + 5 * row) % 64)]))], 0);

    private static void AssertGradients(CausalModel model, CausalModel expected, string except = "nothing")
    {
        foreach (var one in new[] { model, expected })
        {
            using var pass = new Pass();
            Backpropagation.Run(CrossEntropy.Mean(one, one.Hidden(Tokens(0, Length), pass), Tokens(1, Length)));
        }

        var known = expected.Weights().ToDictionary(weight => weight.Name, weight => weight.Parameter.grad!);
        Assert.All(model.Weights().Where(weight => !weight.Name.Contains(except, StringComparison.Ordinal)),
            weight => Assert.InRange((weight.Parameter.grad! - known[weight.Name]).abs().max().item<float>(), 0, 1e-5f));
    }

    /// <summary>Whether a cache changes nothing, and neither do moving, saving and loading.</summary>
    private void AssertKept(CausalModel model)
    {
        var whole = LogitsOf(model);
        Assert.Equal(whole, LogitsOf(model, 4, 1, 1, 5), (a, b) => Math.Abs(a - b) < 1e-4f);
        model.Save(_folder.File("saved"));
        using var again = new ModelCompiler(_folder.File("cache")).LoadModel(_folder.File("saved"));
        Assert.Equal(whole, LogitsOf(again));
        again.to(ScalarType.BFloat16);
        again.to(ScalarType.Float32);
        Assert.Equal(whole, LogitsOf(again), (a, b) => Math.Abs(a - b) < 0.3f);
    }
}
