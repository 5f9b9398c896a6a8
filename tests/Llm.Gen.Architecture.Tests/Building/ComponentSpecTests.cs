using Llm.Gen.Tests;

namespace Llm.Gen.Architectures.Tests;

public sealed class ComponentSpecTests
{
    public static TheoryData<string> Cases() => [.. Fixtures.Folders("components").Select(folder => Path.GetFileName(folder))];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_decoder_that_is_built_stores_the_tensors_of_its_case(string name)
    {
        var folder = Fixtures.Find($"components/{name}");

        var derived = ComponentSpec.Read(folder).Build().Weights().Select(weight => $"{weight.Name} {string.Join("x", weight.Shape)}");

        Assert.Equal(StoredTensors.In(folder).Order(StringComparer.Ordinal), derived.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_decoder_that_is_built_is_written_and_read_again(string name)
    {
        var architecture = ComponentSpec.Read(Fixtures.Find($"components/{name}")).Build();

        var config = new ModelConfig { Architecture = architecture };

        Assert.Equal(config, ModelConfig.Parse(config.ToJson()));
    }
}
