using Llm.Gen.Architectures;

namespace Llm.Gen.Emission.Tests;

public sealed class EmitterLimitsTests
{
    private static DecoderBuilder Tiny => new DecoderBuilder { Layers = 3, Hidden = 32, Vocab = 96, Positions = 64 }.Mha(4).SwiGlu(64).RmsNorm().Rope();

    [Fact]
    public void Some_layers_may_have_a_window_with_sinks() =>
        Assert.Empty(EmitterLimits.Check(Tiny.SlidingWindow(8, 2, new() { Every = 2 }).Build()));

    [Fact]
    public void Windows_whose_sinks_differ_are_refused()
    {
        var error = Assert.Single(EmitterLimits.Check(Tiny.SlidingWindow(8, 2).SlidingWindow(8, 1, new() { From = 1 }).Build()));

        Assert.Equal("The model has windows with different numbers of sinks; which the emitter does not print yet; use a model without, or a later version.", error.Message);
    }

    [Theory]
    [InlineData(true, "turn")]
    [InlineData(false, null)]
    public void Norms_after_the_rotation_are_refused_and_not_forgotten(bool isAfter, string? named)
    {
        var norm = new QueryKeyNormSpec { Norm = new RmsNormSpec { Epsilon = 1e-6 }, IsAfterRotation = isAfter };

        var errors = EmitterLimits.Check(With(heads => heads with { QueryKeyNorm = norm }));

        if (named is null)
            Assert.Empty(errors);
        else
            Assert.Contains(named, Assert.Single(errors).Message);
    }

    [Fact]
    public void Biases_of_some_projections_are_refused() =>
        Assert.Contains("biases", Assert.Single(EmitterLimits.Check(With(heads => heads with { Bias = AttentionBias.Query }))).Message);

    private static Architecture With(Func<HeadAttentionSpec, HeadAttentionSpec> change)
    {
        var sample = Samples.Declare(GateActivation.Silu, 2, AttentionBias.None).Architecture;
        return sample with { Layers = sample.Layers.Select(layer => layer with { Attention = change((HeadAttentionSpec)layer.Attention) }).ToEquatableArray() };
    }
}
