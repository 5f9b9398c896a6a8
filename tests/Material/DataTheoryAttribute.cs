namespace Llm.Gen.Tests;

/// <summary>A theory that needs something of <see cref="SharedData"/>; skipped where that is not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class DataTheoryAttribute : TheoryAttribute
{
    public DataTheoryAttribute(string relative)
    {
        if (!SharedData.Has(relative))
            Skip = $"needs {relative} in {SharedData.Root}; name the folder in LLM_GEN_DATA";
    }
}
