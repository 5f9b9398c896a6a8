using Llm.Gen.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace Llm.Gen.Training.Tests;

public sealed class GradientSetTests
{
    [Fact]
    public void Weights_that_cannot_be_trained_together_are_refused()
    {
        using var scope = NewDisposeScope();
        using var model = Tiny.Create(new() { Precision = Precision.BFloat16 });
        using var adapter = new LoraAdapter(model.Decoder.Layers[0].Attention.Query);
        var weights = model.Weights().ToList();

        Refused<ArgumentNullException>("weights", () => new GradientSet(null!));
        Refused<ArgumentException>("Every weight is frozen, expected some to train", () => new GradientSet([]));
        Refused<ArgumentException>("point.lora_A.weight is Float32 on cpu, and model.embed_tokens.weight is BFloat16 on cpu", () => new GradientSet([.. weights, .. adapter.Weights("point")]));
        Refused<ArgumentException>("A parameter is given twice; give each once", () => new GradientSet([.. weights, weights[0]]));
    }

    [Fact]
    public void A_model_that_was_moved_is_refused_by_the_weights_name()
    {
        using var model = Tiny.Create();
        using var gradients = new GradientSet(model.Weights());
        using var optimizer = new Optimizer(gradients, new());
        optimizer.Step(0.1);

        model.to(ScalarType.BFloat16);

        Refused<InvalidOperationException>("model.embed_tokens.weight is not the parameter any more that it was", () => optimizer.Step(0.1));
        Refused<InvalidOperationException>("Make GradientSet and Optimizer after moving it.", () => optimizer.GradientNorm());
        Refused<InvalidOperationException>("was moved to another type or device, or disposed of", optimizer.Accumulate);
        Assert.Equal(1, optimizer.Steps);
    }

    [Fact]
    public void A_gradient_that_does_not_lie_in_one_piece_is_refused()
    {
        using var scope = NewDisposeScope();
        using var model = Tiny.Create();
        using var gradients = new GradientSet(model.Weights());
        using var optimizer = new Optimizer(gradients, new());
        var weight = model.Decoder.Layers[0].Attention.Query.Weight;
        weight.grad = zeros(weight.shape[1], weight.shape[0]).t();

        Refused<InvalidOperationException>("The gradient of model.layers.0.self_attn.q_proj.weight does not lie in one piece, [32, 32] with strides [1, 32]", () => optimizer.GradientNorm());
    }

    [Fact]
    public void Rates_without_meaning_are_refused_and_count_no_step()
    {
        using var model = Tiny.Create();
        using var gradients = new GradientSet(model.Weights());
        using var optimizer = new Optimizer(gradients, new());

        Refused<ArgumentOutOfRangeException>("The learning rate is NaN; expected 0 or more.", () => optimizer.Step(double.NaN));
        Refused<ArgumentOutOfRangeException>("The learning rate is -1; expected 0 or more.", () => optimizer.Step(-1));
        Refused<ArgumentOutOfRangeException>("Gradients are to be multiplied by", () => optimizer.Step(0.1, double.PositiveInfinity));
        Refused<ArgumentNullException>("gradients", () => new Optimizer(null!, new()));
        Refused<ArgumentNullException>("options", () => new Optimizer(gradients, null!));
        Assert.Equal(0, optimizer.Steps);
    }

    private static void Refused<T>(string message, Action call) where T : Exception => Assert.Contains(message, Assert.Throws<T>(call).Message);
}
