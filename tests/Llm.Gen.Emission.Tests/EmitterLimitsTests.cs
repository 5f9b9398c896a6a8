using Llm.Gen.Architectures;

namespace Llm.Gen.Emission.Tests;

public sealed class EmitterLimitsTests
{
    private static DecoderBuilder Tiny => new DecoderBuilder { Layers = 3, Hidden = 32, Vocab = 96, Positions = 64 }.Mha(4).SwiGlu(64).RmsNorm().Rope();

    [Fact]
    public void Layers_may_differ_in_windows_sinks_scales_and_rotations() =>
        Assert.Empty(EmitterLimits.Check(Tiny.SlidingWindow(8, 2).SlidingWindow(8, 1, new() { From = 1 }).NoPosition(new() { From = 2 }).Build()));

    [Fact]
    public void Layers_whose_norms_differ_are_refused()
    {
        var error = Assert.Single(EmitterLimits.Check(Tiny.LayerNorm(layers: new() { From = 1, To = 2 }).Build()));

        Assert.Equal("The model has layers that differ; which the emitter does not print yet; use a model without, or a later version.", error.Message);
    }
}
