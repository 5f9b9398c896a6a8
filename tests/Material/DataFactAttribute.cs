namespace Llm.Gen.Tests;

/// <summary>A test that needs something of <see cref="SharedData"/>; skipped where that is not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class DataFactAttribute : FactAttribute
{
    public DataFactAttribute(string relative)
    {
        if (!SharedData.Has(relative))
            Skip = $"needs {relative} in {SharedData.Root}; name the folder in LLM_GEN_DATA";
    }
}
