using Llm.Gen.Tests;

namespace Llm.Gen.Architectures.Tests.Families;

public sealed class FalconTests
{
    [Fact]
    public void Slopes_are_added_once_where_the_configuration_says_so()
    {
        var json = File.ReadAllText(Fixtures.Find("models/falcon_alibi/config.json"));

        var twice = ModelConfig.Parse(json);
        var once = ModelConfig.Parse(json.Replace("\"alibi\": true", "\"alibi\": true, \"alibi_multiplier\": 1", StringComparison.Ordinal));

        var root = Math.Sqrt(((HeadAttentionSpec)once.Architecture.Layers[0].Attention).HeadSize);
        Assert.Equal(1 / root, ((AlibiSpec)once.Architecture.Layers[0].Position).Multiplier, 12);
        Assert.Equal(2 / root, ((AlibiSpec)twice.Architecture.Layers[0].Position).Multiplier, 12);
        Assert.Equal(once, ModelConfig.Parse(once.ToJson()));
        Assert.DoesNotContain("alibi_multiplier", twice.ToJson(), StringComparison.Ordinal);
    }
}
