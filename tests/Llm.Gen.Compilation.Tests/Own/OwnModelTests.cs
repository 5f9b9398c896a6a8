using Llm.Gen.Architectures;
using Llm.Gen.Runtime;
using Llm.Gen.Tests;
using TorchSharp;
using static TorchSharp.torch;

namespace Llm.Gen.Compilation.Tests.Own;

/// <summary>Models with components of the user's do what models of this library's do.</summary>
public sealed class OwnModelTests : IDisposable
{
    private const int Vocab = 64;

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Models => [nameof(Gating), nameof(Talking), nameof(Turning)];

    [Theory]
    [MemberData(nameof(Models))]
    public void A_cache_token_by_token_and_in_chunks_equals_none(string name)
    {
        using var model = Create(name);
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var tokens = Tokens(12, seed: 1);

        var whole = Whole(model, tokens);
        var single = Cached(model, tokens, Enumerable.Repeat(1, 12));
        var chunks = Cached(model, tokens, [5, 1, 4, 2]);

        Assert.InRange(Difference(whole, single), 0, 1e-5f);
        Assert.InRange(Difference(whole, chunks), 0, 1e-5f);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Rows_of_a_left_padded_batch_equal_single_ones(string name)
    {
        using var model = Create(name);
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var (longer, shorter) = (Tokens(9, seed: 1), Tokens(6, seed: 2));
        var batch = cat([longer, cat([zeros(1, 3, dtype: ScalarType.Int64), shorter], 1)], 0);                  // [2, 9]

        using var pass = new Pass { Padding = [0, 3] };
        var together = model.call(batch, pass);
        var cached = Cached(model, batch, [4, 3, 1, 1], [0, 3]);

        Assert.InRange(Difference(Whole(model, longer), together.narrow(0, 0, 1)), 0, 1e-5f);
        Assert.InRange(Difference(Whole(model, shorter), together.narrow(0, 1, 1).narrow(1, 3, 6)), 0, 1e-5f);
        Assert.InRange(Difference(Whole(model, shorter), cached.narrow(0, 1, 1).narrow(1, 3, 6)), 0, 1e-5f);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Documents_packed_into_a_row_do_not_see_each_other(string name)
    {
        using var model = Create(name);
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var (first, second) = (Tokens(5, seed: 1), Tokens(4, seed: 2));

        using var pass = new Pass { Documents = [0, 0, 0, 0, 0, 1, 1, 1, 1] };
        var packed = model.call(cat([first, second], 1), pass);

        Assert.InRange(Difference(Whole(model, first), packed.narrow(1, 0, 5)), 0, 1e-5f);
        Assert.InRange(Difference(Whole(model, second), packed.narrow(1, 5, 4)), 0, 1e-5f);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Saved_and_loaded_again_it_is_the_same_bit_for_bit(string name)
    {
        using var model = Create(name);
        using var scope = NewDisposeScope();
        using var _ = no_grad();

        model.Save(_folder.File("saved"));
        using var loaded = Factory(name).LoadModel(_folder.File("saved"));
        using var compiled = Compiler().LoadModel(_folder.File("saved"));

        Assert.Equal(0, Difference(Whole(model, Tokens(12, seed: 1)), Whole(loaded, Tokens(12, seed: 1))));
        Assert.Equal(0, Difference(Whole(model, Tokens(12, seed: 1)), Whole(compiled, Tokens(12, seed: 1))));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Every_parameter_is_stored_under_its_key_of_the_state_and_learns(string name)
    {
        using var model = Create(name);
        using var scope = NewDisposeScope();

        Learn(model);

        Assert.Equal(model.state_dict().Keys.Order(), model.Weights().Select(row => row.Name).Order());
        Assert.Equal(model.Facts.ParameterCount, model.Weights().Sum(row => row.Parameter.numel()));
        Assert.All(model.Weights(), row =>
        {
            using var gradient = row.Parameter.grad;
            Assert.True(gradient is not null && gradient.abs().max().item<float>() > 0, $"{row.Name} has no gradient");
        });
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Adapters_on_its_points_learn_and_merge(string name)
    {
        using var model = Create(name);
        using var scope = NewDisposeScope();
        model.Freeze();
        var adapters = model.AdapterPoints().Select((point, i) => new LoraAdapter(point.Target, new() { Rank = 2, Seed = i })).ToList();
        var before = Loss(model);

        for (var step = 0; step < 20; step++)
        {
            Learn(model);
            using var _ = no_grad();
            foreach (var parameter in adapters.SelectMany(adapter => new[] { adapter.A, adapter.B }))
            {
                parameter.sub_(0.5 * parameter.grad!);
                parameter.grad = null;
            }
        }

        var after = Loss(model);
        adapters.ForEach(adapter => adapter.Merge());
        Assert.True(after < before - 0.01, $"the loss went from {before} to {after}");
        Assert.InRange(Loss(model), after - 1e-4, after + 1e-4);
        adapters.ForEach(adapter => adapter.Dispose());
    }

    [Fact]
    public void Its_projections_are_typed_points_under_their_stored_names()
    {
        using var model = Talking.Create();

        var points = model.AdapterPoints().ToDictionary(point => point.Name, point => point.Target);

        Assert.Equal(12, points.Count);
        Assert.Same(model.Decoder.Layers[1].Attention.Query, points["model.layers.1.self_attn.q_proj"]);
        Assert.Same(model.Decoder.Layers[0].FeedForward.Down, points["model.layers.0.mlp.down_proj"]);
    }

    [Fact]
    public void Weights_begin_as_their_roles_say()
    {
        using var model = Talking.Create();

        Assert.All(model.Decoder.Norm.Weight.data<float>().ToArray(), gain => Assert.Equal(1, gain));
        Assert.Contains(model.Decoder.Layers[0].Attention.Before.data<float>().ToArray(), number => number != 0);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Recomputing_layers_gives_the_same_gradients(string name)
    {
        using var model = Create(name);
        using var scope = NewDisposeScope();

        Learn(model);
        var kept = Gradients(model);
        Learn(model, checkpointing: true);

        Assert.Equal(0, Gradients(model).Zip(kept, Difference).Max());
    }

    [Fact]
    public void A_component_over_kernels_of_this_library_drops_weights_by_the_seed_of_the_pass()
    {
        using var model = Compiler().Compile(Dropping).CreateModel(new() { Seed = 1, Deviation = 0.2 });
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        Tensor Drop(ulong? seed)
        {
            using var pass = new Pass { DropoutSeed = seed };
            return model.call(Tokens(12, seed: 1), pass);
        }

        Assert.Equal(0, Difference(Drop(1), Drop(1)));
        Assert.NotEqual(0, Difference(Drop(1), Drop(2)));
        Assert.NotEqual(0, Difference(Drop(1), Drop(null)));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Moved_to_another_type_it_runs_and_saves(string name)
    {
        using var model = Create(name);
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var before = Whole(model, Tokens(6, seed: 1));

        model.to(ScalarType.BFloat16);

        Assert.All(model.Weights(), row => Assert.Equal(ScalarType.BFloat16, row.Parameter.dtype));
        Assert.InRange(Difference(before, Whole(model, Tokens(6, seed: 1))), 0, 0.15f);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Steps_leave_no_tensor(string name)
    {
        using var model = Create(name);
        using var cache = new KvCache(model, batch: 1, reserve: 64);
        void Step()
        {
            Learn(model);
            using var scope = NewDisposeScope();
            using var _ = no_grad();
            using var pass = new Pass { Cache = cache };
            model.call(Tokens(1, seed: 3), pass);
        }

        for (var i = 0; i < 10; i++)
            Step();
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        for (var i = 0; i < 40; i++)
            Step();

        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    public void Dispose() => _folder.Dispose();

    private static Architecture Dropping => new DecoderBuilder { Layers = 2, Hidden = 32, Vocab = Vocab, Positions = 64 }
        .Attention(new OwnAttentionSpec { Component = new("gated"), Heads = 4, KeyValueHeads = 2, HeadSize = 8, Dropout = 0.3 }).SwiGlu(48).RmsNorm().Rope()
        .Build();

    private ModelCompiler Compiler() => new ModelCompiler(_folder.File("cache")).With(ComponentRegistry.Of(typeof(GatedAttention).Assembly));

    private static ModelFactory Factory(string name) => name switch { nameof(Gating) => Gating.Factory, nameof(Talking) => Talking.Factory, _ => Turning.Factory };

    /// <summary>A model whose vectors are drawn too.</summary>
    private static CausalModel Create(string name)
    {
        var model = Factory(name).CreateModel(new() { Seed = 1, Deviation = 0.2 });
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        manual_seed(1);
        foreach (var row in model.Weights().Where(row => row.Parameter.dim() == 1))
            row.Parameter.add_(0.2 * randn(row.Parameter.shape));
        return model;
    }

    private static Tensor Tokens(int count, int seed)
    {
        var random = new Random(seed);
        return tensor(Enumerable.Range(0, count).Select(_ => (long)random.Next(Vocab)).ToArray()).view(1, count);
    }

    private static Tensor Whole(CausalModel model, Tensor tokens)
    {
        using var pass = new Pass();
        return model.call(tokens, pass);
    }

    private static Tensor Cached(CausalModel model, Tensor tokens, IEnumerable<int> counts, int[]? padding = null)
    {
        using var cache = new KvCache(model, batch: (int)tokens.shape[0]);
        var (at, parts) = (0, new List<Tensor>());
        foreach (var count in counts)
        {
            using var pass = new Pass { Cache = cache, Padding = at == 0 ? padding : null };
            parts.Add(model.call(tokens.narrow(1, at, count), pass));
            at += count;
        }

        return cat(parts, 1);
    }

    private static double Loss(CausalModel model)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var pass = new Pass();
        var tokens = Tokens(16, seed: 5);
        return CrossEntropy.Mean(model, model.Hidden(tokens.narrow(1, 0, 15), pass), tokens.narrow(1, 1, 15)).item<float>();
    }

    private static void Learn(CausalModel model, bool checkpointing = false)
    {
        using var scope = NewDisposeScope();
        foreach (var row in model.Weights())
            row.Parameter.grad = null;
        using var pass = new Pass { Checkpointing = checkpointing };
        var tokens = Tokens(16, seed: 5);
        Backpropagation.Run(CrossEntropy.Mean(model, model.Hidden(tokens.narrow(1, 0, 15), pass), tokens.narrow(1, 1, 15)));
    }

    private static List<Tensor> Gradients(CausalModel model) => [.. model.Weights().Select(row => row.Parameter.grad!.clone())];

    private static float Difference(Tensor a, Tensor b) => (a - b).abs().max().item<float>();
}
