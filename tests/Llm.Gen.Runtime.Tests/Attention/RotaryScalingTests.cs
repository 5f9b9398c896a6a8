using Llm.Gen.Runtime.Tests.Support;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime.Tests.Attention;

public class RotaryScalingTests
{
    private const string Dynamic = """{ "rope_type": "dynamic", "factor": 2.0 }""";

    [Fact]
    public void Interpolation_divides_every_frequency()
    {
        var scaled = new LinearScaling { Factor = 4 }.Frequencies(8, 10_000, 0);

        Assert.Equal([0.25, 0.025, 0.0025, 0.00025], scaled, (a, b) => Math.Abs(a - b) < 1e-15);
    }

    [Fact]
    public void Dynamic_scaling_begins_past_the_original_positions()
    {
        var scaling = new DynamicScaling { Factor = 2, OriginalPositions = 16 };

        Assert.Equal(16, scaling.FrequencyLength(3));
        Assert.Equal(Rope.Frequencies(8, 10_000), scaling.Frequencies(8, 10_000, 16));
        Assert.Equal(40, scaling.FrequencyLength(40));
        Assert.Equal(Rope.Frequencies(8, 10_000 * Math.Pow(2 * 40 / 16.0 - 1, 8 / 6.0)), scaling.Frequencies(8, 10_000, 40));
    }

    [Fact]
    public void Yarn_keeps_what_turns_often_and_divides_what_turns_seldom()
    {
        var scaling = new YarnScaling { Factor = 4, OriginalPositions = 4096 };
        var plain = Rope.Frequencies(128, 10_000);

        var ratios = scaling.Frequencies(128, 10_000, 0).Zip(plain, (scaled, kept) => scaled / kept).ToArray();

        Assert.Equal(1, ratios[0]);
        Assert.Equal(0.25, ratios[^1], 12);
        Assert.Equal(ratios.OrderDescending(), ratios);
        Assert.All(plain.Zip(ratios), pair => Assert.True(4096 * pair.First / (2 * Math.PI) is > 1 and < 32 || pair.Second is > 0.99 or < 0.26));
    }

    [Theory]
    [InlineData(null, null, null, 1.1386294361119891)]
    [InlineData(1.5, null, null, 1.5)]
    [InlineData(null, 1.0, 1.0, 1.0)]
    [InlineData(null, 2.0, 1.0, 1.121751143713058)]
    public void Yarn_sharpens_attention(double? factor, double? scale, double? divisor, double expected)
    {
        var scaling = new YarnScaling { Factor = 4, OriginalPositions = 16, AttentionFactor = factor, Mscale = scale, MscaleAllDimensions = divisor };

        Assert.Equal(expected, scaling.Amplitude, 12);
    }

    [Fact]
    public void Llama3_scales_by_wave_length()
    {
        var scaling = new Llama3Scaling { Factor = 8, OriginalPositions = 8192, LowFrequencyFactor = 1, HighFrequencyFactor = 4 };
        var plain = Rope.Frequencies(128, 500_000);

        var scaled = scaling.Frequencies(128, 500_000, 0);

        for (var i = 0; i < plain.Length; i++)
        {
            var length = 2 * Math.PI / plain[i];
            Assert.Equal(length < 2048 ? 1 : length > 8192 ? 0.125 : 0.125 + 0.875 * (8192 / length - 1) / 3, scaled[i] / plain[i], 12);
        }
    }

    [Fact]
    public void Long_rope_has_factors_for_short_and_for_long_sequences()
    {
        var scaling = new LongRopeScaling { Factor = 4, OriginalPositions = 16, ShortFactors = [1, 1.5], LongFactors = [2, 8] };
        var plain = Rope.Frequencies(4, 10_000);

        Assert.Equal([plain[0], plain[1] / 1.5], scaling.Frequencies(4, 10_000, scaling.FrequencyLength(16)));
        Assert.Equal([plain[0] / 2, plain[1] / 8], scaling.Frequencies(4, 10_000, scaling.FrequencyLength(17)));
        Assert.Equal(Math.Sqrt(1.5), scaling.Amplitude, 12);
        Assert.Equal(1.25, (scaling with { AttentionFactor = 1.25 }).Amplitude);
        Assert.Equal(1, (scaling with { Factor = 1 }).Amplitude);
        Assert.StartsWith("LongRoPE has 2 factors; expected 3", Assert.Throws<ArgumentException>(() => scaling.Frequencies(6, 10_000, 16)).Message);
    }

    [Fact]
    public void With_dynamic_scaling_a_length_leaves_no_trace_in_the_next()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var model = Llama.Create(new CreateOptions { Deviation = 0.2 }, positions: 16, scaling: Dynamic);
        Tensor Run(int length)
        {
            using var pass = new Pass();
            return model.call(Tokens.Batch(1, Tokens.Draw(length, 40)), pass);
        }

        var (within, beyond) = (Run(12), Run(30));

        Assert.Equal(0, Tokens.Difference(beyond, Run(30)));
        Assert.Equal(0, Tokens.Difference(within, Run(12)));
    }

    [Fact]
    public void With_dynamic_scaling_padding_lengthens_nothing()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var model = Llama.Create(new CreateOptions { Deviation = 0.2 }, positions: 16, scaling: Dynamic);
        var ids = Tokens.Draw(14, 40);

        using var alone = new Pass();
        using var padded = new Pass { Padding = [6] };
        var expected = model.call(Tokens.Batch(1, ids), alone);
        var found = model.call(Tokens.Batch(1, [0, 0, 0, 0, 0, 0, .. ids]), padded).narrow(1, 6, 14);

        Assert.InRange(Tokens.Difference(expected, found), 0, 2e-5f);
    }

    [Fact]
    public void A_graph_runs_backward_with_the_turns_that_it_ran_forward_with()
    {
        using var scope = NewDisposeScope();
        using var model = Llama.Create(new CreateOptions { Deviation = 0.2 }, positions: 16, scaling: Dynamic);
        var tokens = Tokens.Batch(1, Tokens.Draw(20, 40));
        double Norm(params int[] between)
        {
            model.zero_grad();
            using var pass = new Pass();
            var loss = model.call(tokens, pass).square().mean();
            foreach (var length in between)
            {
                using var other = new Pass();
                model.call(Tokens.Batch(1, Tokens.Draw(length, 40)), other);
            }

            loss.backward();
            return model.parameters().Where(parameter => parameter.grad is not null).Sum(parameter => parameter.grad!.square().sum().item<float>());
        }

        Assert.Equal(Norm(), Norm(30, 25, 40, 12), 6);
    }
}
