using Llm.Gen.Tests;

namespace Llm.Gen.Architectures.Tests.Families;

public sealed class DeepSeekTests
{
    [Theory]
    [InlineData("deepseek_v2")]
    [InlineData("deepseek_v3")]
    public void Norms_of_the_latents_have_an_epsilon_of_their_own(string name)
    {
        var json = File.ReadAllText(Fixtures.Find($"models/{name}/config.json")).Replace("\"rms_norm_eps\": 1e-06", "\"rms_norm_eps\": 0.001", StringComparison.Ordinal);

        var config = ModelConfig.Parse(json);

        Assert.Equal(1e-3, config.Architecture.Layers[0].Norm.Epsilon);
        Assert.Equal(1e-6, ((LatentAttentionSpec)config.Architecture.Layers[0].Attention).Norm.Epsilon);
        Assert.Equal(config, ModelConfig.Parse(config.ToJson()));
    }
}
