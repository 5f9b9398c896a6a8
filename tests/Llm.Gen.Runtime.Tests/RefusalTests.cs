using Llm.Gen.Runtime.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime.Tests;

/// <summary>Wrong shapes, types and places end in an exception of ours that says what was found, what was expected and what to do; native code never sees them.</summary>
public sealed class RefusalTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly Llama _model = Llama.Create();                                         // D = 32, V = 40, H = 4, K = 2, E = 8

    [Fact]
    public void Tokens_that_are_no_ids_of_the_model()
    {
        using var _ = no_grad();
        var ids = Tokens.Batch(1, 1, 2, 3);

        Refused<ArgumentNullException>("tokens", () => _model.call(null!, new Pass()));
        Refused<ArgumentNullException>("pass", () => _model.call(ids, null!));
        Refused<ArgumentException>("Tokens are Int32 [1, 3] on cpu; give ids as int64", () => _model.call(ids.to(ScalarType.Int32), new Pass()));
        Refused<ArgumentException>("Tokens are Float32 [1, 3] on cpu; give ids as int64", () => _model.call(ids.to(ScalarType.Float32), new Pass()));
        Refused<ArgumentException>("Tokens have shape [3]; give [batch, tokens]", () => _model.call(ids.view(-1), new Pass()));
        Refused<ArgumentException>("Tokens have shape [1, 0]; give at least one token", () => _model.call(ids.narrow(1, 0, 0), new Pass()));
        Refused<ArgumentException>("Tokens have shape [0, 3]; give at least one token", () => _model.call(ids.narrow(0, 0, 0), new Pass()));
        Refused<ArgumentOutOfRangeException>("Token id 40 is outside the vocabulary, 0 to 39", () => _model.call(Tokens.Batch(1, 40), new Pass()));
    }

    [Fact]
    public void Hidden_states_of_another_size_or_type()
    {
        Refused<ArgumentNullException>("hidden", () => _model.Score(null!));
        Refused<ArgumentException>("The head of Llama was given Float32 [2, 16] on cpu and takes Float32 [.., 32] on cpu;", () => _model.Score(zeros(2, 16)));
        Refused<ArgumentException>("The head of Llama was given BFloat16 [2, 32] on cpu and takes Float32 [.., 32] on cpu;", () => _model.Score(zeros(2, 32).to(ScalarType.BFloat16)));
        Refused<ArgumentException>("The head of Llama was given Float32 [] on cpu", () => _model.Score(tensor(1f)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Rows_of_another_size_or_type_given_to_a_part(bool learns)
    {
        using var _ = set_grad_enabled(learns);
        var layer = _model.Body.Layers[0];
        var matrices = layer.Matrices().ToDictionary(m => m.Name, m => m.Target);
        var (wide, narrow) = (zeros(1, 3, 33), zeros(1, 3, 32).to(ScalarType.BFloat16));

        foreach (var x in new[] { wide, narrow, tensor(1f) })
        {
            Refused<ArgumentException>($"A root mean square norm was given {x.dtype} [", () => layer.Before.call(x));
            Refused<ArgumentException>($"A projection was given {x.dtype} [", () => matrices["mlp.down_proj"].call(x));
            Refused<ArgumentException>($"A projection was given {x.dtype} [", () => matrices["self_attn.q_proj"].call(x));
        }
        Refused<ArgumentException>("A gated unit was given Float32 [1, 3, 33] on cpu; give gate and up side by side", () => Gated.Silu(wide));
        using var pass = new Pass();
        Refused<ArgumentException>("Attention was given Float32 [1, 3, 64] on cpu and takes [0, 0, 64]", () => Attend.Causal(zeros(1, 3, 64), new HeadLayout(4, 2, 8), null!, pass.At(0)));
        pass.Begin(Tokens.Batch(1, 1, 2, 3), 64);
        Refused<ArgumentException>("Attention was given Float32 [1, 3, 63] on cpu and takes [1, 3, 64]", () => Attend.Causal(zeros(1, 3, 63), new HeadLayout(4, 2, 8), null!, pass.At(0)));
    }

    [Fact]
    public void A_cache_that_is_another_models_or_full()
    {
        using var _ = no_grad();
        using var other = Llama.Create(layers: 3, kvHeads: 4);
        using var foreign = new KvCache(other);
        using var own = new KvCache(_model);
        using var small = new KvCache(_model);

        Refused<ArgumentOutOfRangeException>("The batch is 0; expected at least 1", () => new KvCache(_model, batch: 0));
        Refused<ArgumentOutOfRangeException>("Memory for 65 tokens is to be reserved; expected 0 to 64", () => new KvCache(_model, reserve: 65));
        Refused<ArgumentOutOfRangeException>("Memory for -1 tokens is to be reserved", () => new KvCache(_model, reserve: -1));
        Refused<ArgumentNullException>("model", () => new KvCache(null!));
        Refused<ArgumentException>(
            "The cache holds 3 layers of 4 heads of 8, Float32 on cpu, made for Llama, and Llama makes 2 layers of 2 heads of 8, Float32 on cpu; make a cache for this model",
            () => _model.call(Tokens.Batch(1, 1), new Pass { Cache = foreign }));
        _model.to(ScalarType.BFloat16);
        Refused<ArgumentException>("The cache holds 2 layers of 2 heads of 8, Float32 on cpu, made for Llama, and Llama makes 2 layers of 2 heads of 8, BFloat16 on cpu",
            () => _model.call(Tokens.Batch(1, 1), new Pass { Cache = own }));
    }

    [Fact]
    public void A_pass_that_fails_leaves_its_cache_as_it_was()
    {
        using var _ = no_grad();
        using var cache = new KvCache(_model, batch: 2);
        float[] Next(params int[] ids)
        {
            using var pass = new Pass { Cache = cache };
            return _model.call(Tokens.Batch(2, ids), pass).data<float>().ToArray();
        }
        Refused<ArgumentOutOfRangeException>("Token id 99", () => _model.call(Tokens.Batch(2, 1, 99, 2, 3), new Pass { Cache = cache, Padding = [0, 1] }));
        Assert.Equal((0, null), (cache.Length, cache.Padding));
        Next(1, 2, 3, 4);
        var expected = Next(5, 6);
        cache.Truncate(2);

        Refused<ArgumentOutOfRangeException>("Token id 99", () => Next(7, 99));

        Assert.Equal(2, cache.Length);
        Assert.Equal(expected, Next(5, 6));
    }

    [Fact]
    public void Losses_of_what_does_not_go_together()
    {
        using var loss = new HeadLoss(_model);
        var (hidden, targets) = (zeros(3, 32), tensor(new long[] { 1, 2, 3 }));

        All<ArgumentNullException>("hidden", null!, targets);
        All<ArgumentNullException>("targets", hidden, null!);
        All<ArgumentException>("There are 2 targets for 3 hidden states; give one each", hidden, targets.narrow(0, 0, 2));
        All<ArgumentException>("There are 0 targets for 0 hidden states; give one each, and at least one", hidden.narrow(0, 0, 0), targets.narrow(0, 0, 0));
        All<ArgumentException>("The targets are Int32 [3] on cpu; give token ids as int64", hidden, targets.to(ScalarType.Int32));
        All<ArgumentException>("The loss was given Float32 [3, 31] on cpu and takes Float32 [.., 32]", zeros(3, 31), targets);
        All<ArgumentException>("The loss was given BFloat16 [3, 32] on cpu and takes Float32 [.., 32]", hidden.to(ScalarType.BFloat16), targets);
        All<ArgumentOutOfRangeException>("Target 40 is outside the vocabulary, 0 to 39; -100 leaves a row out.", hidden, targets + 37);
        All<ArgumentOutOfRangeException>("Target -1 is outside the vocabulary", hidden, targets - 2);

        void All<T>(string message, Tensor h, Tensor t) where T : Exception
        {
            Refused<T>(message, () => CrossEntropy.Mean(_model, h, t));
            Refused<T>(message, () => loss.Sum(h, t));
            Refused<T>(message, () => loss.SumWithGradient(h, t, 1, out var _));
        }
    }

    [Fact]
    public void Backward_from_what_has_no_graph_or_is_no_number()
    {
        var x = ones(3).requires_grad_();

        Refused<ArgumentNullException>("loss", () => Backpropagation.Run(null!));
        Refused<ArgumentException>("The loss is Float32 [3] on cpu and must be one number; take its sum or mean.", () => Backpropagation.Run(x * 2));
        Refused<ArgumentException>("A backward pass was asked for from Float32 [] on cpu, which depends on nothing that learns; run forward outside", () => Backpropagation.Run(x.detach().sum()));
        Refused<ArgumentException>("The gradient is Float32 [2] on cpu, and what it is of is Float32 [3] on cpu; both must be alike.", () => Backpropagation.Run(x * 2, ones(2)));
        Refused<ArgumentException>("The gradient is BFloat16 [3] on cpu", () => Backpropagation.Run(x * 2, ones(3).to(ScalarType.BFloat16)));
        using (no_grad())
            Refused<ArgumentException>("A backward pass was asked for from", () => Backpropagation.Run(_model.Hidden(Tokens.Batch(1, 1), new Pass()), zeros(1, 1, 32)));
    }

    [Fact]
    public void Nothing_given_where_something_must_be()
    {
        var generator = new Generator(_model);

        Refused<ArgumentNullException>("model", () => new Generator(null!));
        Refused<ArgumentNullException>("prompts", () => generator.StreamAsync(null!));
        Refused<ArgumentException>("A prompt is empty", () => generator.StreamAsync([null!]));
        Refused<ArgumentNullException>("target", () => new LoraAdapter(null!));
        Refused<ArgumentNullException>("model", () => CrossEntropy.Mean(null!, zeros(1, 32), zeros(1, ScalarType.Int64)));
    }

    public void Dispose()
    {
        _model.Dispose();
        _scope.Dispose();
    }

    private static void Refused<T>(string message, Func<object?> call) where T : Exception => Refused<T>(message, () => { call(); });

    private static void Refused<T>(string message, Action call) where T : Exception => Assert.Contains(message, Assert.Throws<T>(call).Message);
}
