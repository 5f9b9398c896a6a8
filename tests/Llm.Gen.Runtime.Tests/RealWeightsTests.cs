using Llm.Gen.Runtime.Tests.Support;
using Llm.Gen.Tests;

namespace Llm.Gen.Runtime.Tests;

public class RealWeightsTests
{
    [DataTheory("weights/stories260K-hf", "weights/babyllama105-hf")]
    [MemberData(nameof(Small))]
    public void Small_trained_models_tell_their_stories(string folder)
    {
        var path = SharedData.Find(folder);

        var report = Verification.Run(Llama.Factory(File.ReadAllText(Path.Combine(path, "config.json"))), path, tolerance: 2e-4);

        Assert.Empty(report.Differences);
    }

    public static TheoryData<string> Small() => ["weights/stories260K-hf", "weights/babyllama105-hf"];

    [DataFact("weights/smollm2-135m-instruct/SmolLM2-135M-Instruct.Q4_1.gguf")]
    public void SmolLM2_answers_from_its_gguf()
    {
        var path = SharedData.Find("weights/smollm2-135m-instruct/SmolLM2-135M-Instruct.Q4_1.gguf");

        var report = Verification.Run(Llama.Factory(Llm.Gen.Runtime.Formats.Checkpoint.ReadConfig(path)), path, tolerance: 5e-3);

        Assert.Empty(report.Differences);
    }
}
