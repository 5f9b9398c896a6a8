using Llm.Gen.Tests;

namespace Llm.Gen.Runtime.Tests.Support;

/// <summary>The golden models whose family this stage declares.</summary>
public static class ModelCases
{
    /// <summary>Their folders.</summary>
    public static TheoryData<string> Llamas() => [.. Fixtures.Folders("models")
        .Where(folder => File.ReadAllText(Path.Combine(folder, "config.json")).Contains("\"model_type\": \"llama\""))];
}
