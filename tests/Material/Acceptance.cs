namespace Llm.Gen.Tests;

/// <summary>Whether what is emitted now replaces what was accepted before: LLM_GEN_ACCEPT=1 dotnet test tests/Llm.Gen.Generators.Tests.</summary>
internal static class Acceptance
{
    public static bool IsAsked => Environment.GetEnvironmentVariable("LLM_GEN_ACCEPT") == "1";
}
