using Llm.Gen.Runtime.Tests.Declared;
using Llm.Gen.Runtime.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime.Tests;

/// <summary>The emitted text, compiled and run.</summary>
[Collection(nameof(LiveTensors))]
public class EmittedModelTests
{
    [Fact]
    public void Matrices_stay_rows_of_one_after_every_move()
    {
        using var scope = NewDisposeScope();
        using var model = Biased.Create(new CreateOptions { Seed = 3 });
        var tokens = Tokens.Batch(1, 1, 2, 3);
        var before = Logits(model, tokens);

        model.to(ScalarType.BFloat16);
        var narrow = Logits(model, tokens);
        model.to(CPU, ScalarType.Float32);

        var attention = model.Decoder.Layers[0].Attention;
        Assert.Equal(ScalarType.Float32, model.Placement.Type);
        Assert.InRange(Tokens.Difference(before, narrow), 1e-6f, 0.05f);
        AssertAdjacent(attention.Query.Weight, attention.Key.Weight);
        AssertAdjacent(attention.Key.Weight, attention.Value.Weight);
        AssertAdjacent(attention.Query.Bias!, attention.Key.Bias!);
        AssertAdjacent(model.Decoder.Layers[0].FeedForward.Gate.Weight, model.Decoder.Layers[0].FeedForward.Up.Weight);
    }

    [Fact]
    public void A_change_of_a_matrix_is_seen_after_a_move()
    {
        using var scope = NewDisposeScope();
        using var model = Biased.Create(new CreateOptions { Seed = 3 });
        var tokens = Tokens.Batch(1, 1, 2, 3);
        model.to(ScalarType.BFloat16);
        model.to(ScalarType.Float32);
        var before = Logits(model, tokens);

        using (no_grad())
            model.Decoder.Layers[0].FeedForward.Up.Weight.zero_();

        Assert.True(Tokens.Difference(before, Logits(model, tokens)) > 0);
    }

    [Fact]
    public void What_a_model_keeps_is_freed_with_it()
    {
        void CreateMoveAndRun()
        {
            using var scope = NewDisposeScope();
            using var model = Biased.Create();
            model.to(ScalarType.BFloat16);
            Logits(model, Tokens.Batch(1, 1, 2, 3));
        }
        CreateMoveAndRun();
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        CreateMoveAndRun();

        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void The_facts_are_those_of_the_weights()
    {
        using var model = Biased.Create();

        Assert.Equal(Biased.ParameterCount, model.Weights().Sum(row => row.Parameter.numel()));
        Assert.Equal(model.Weights().Select(row => row.Name).Order(), model.state_dict().Keys.Order());
        Assert.Equal(Biased.AdapterTargets.Count * model.Facts.Layers, model.AdapterPoints().Count());
    }

    private static Tensor Logits(CausalModel model, Tensor tokens)
    {
        using var _ = no_grad();
        using var pass = new Pass();
        return model.call(tokens, pass);
    }

    private static void AssertAdjacent(Tensor first, Tensor second) =>
        Assert.Equal(first.storage_offset() + first.numel(), second.storage_offset());
}
