using Llm.Gen.Architectures;
using Llm.Gen.Runtime;
using Llm.Gen.Tests;

namespace Llm.Gen.Compilation.Tests;

/// <summary>Trained models compute what was written down of them, at the tolerance that everything has.</summary>
public sealed class RealWeightsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [DataTheory("weights/babyllama105-hf", "weights/gpt-nano-sort-hf")]
    [MemberData(nameof(Small))]
    public void Small_trained_models_give_their_expected_values(string name, string compared)
    {
        var path = SharedData.Find(name);

        var report = Verification.Run(new ModelCompiler(_folder.File("cache")).Compile(ModelConfig.Parse(File.ReadAllText(Path.Combine(path, "config.json"))).Architecture), path);

        Assert.Empty(report.Differences);
        Assert.Contains(compared, report.MaxDifference.Keys);
    }

    public static TheoryData<string, string> Small() => new() { { "weights/babyllama105-hf", "token_logprobs.0" }, { "weights/gpt-nano-sort-hf", "hidden.3" } };

    public void Dispose() => _folder.Dispose();
}
