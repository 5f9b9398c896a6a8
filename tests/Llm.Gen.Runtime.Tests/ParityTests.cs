using Llm.Gen.Runtime.Tests.Declared;
using Llm.Gen.Runtime.Tests.Support;
using Llm.Gen.Tests;

namespace Llm.Gen.Runtime.Tests;

public class ParityTests
{
    [Theory]
    [MemberData(nameof(ModelCases.Llamas), MemberType = typeof(ModelCases))]
    public void Everything_equals_the_reference(string folder)
    {
        var factory = Llama.Factory(File.ReadAllText(Path.Combine(folder, "config.json")));

        var report = Verification.Run(factory, folder);

        Assert.Empty(report.Differences);
        Assert.Contains("padded.logits", report.MaxDifference.Keys);
        Assert.Contains("greedy.tokens", report.MaxDifference.Keys);
        Assert.NotEmpty(report.GradientNorms);
    }

    [Theory]
    [MemberData(nameof(ModelCases.Llamas), MemberType = typeof(ModelCases))]
    public void The_new_spelling_of_the_configuration_means_the_same(string folder)
    {
        var factory = Llama.Factory(File.ReadAllText(Path.Combine(folder, "config.v5.json")));

        var report = Verification.Run(factory, folder);

        Assert.Empty(report.Differences);
    }

    [Fact]
    public void The_hand_written_declaration_equals_the_reference()
    {
        var report = Verification.Run(Biased.Factory, Fixtures.Find("models/llama_bias"));

        Assert.Empty(report.Differences);
    }
}
