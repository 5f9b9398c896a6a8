namespace Llm.Gen.Tests;

/// <summary>A test that needs something of <see cref="SharedData"/>; skipped where that is not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class DataFactAttribute : FactAttribute
{
    public DataFactAttribute(params string[] relatives)
    {
        if (Array.Find(relatives, relative => !SharedData.Has(relative)) is { } missing)
            Skip = $"needs {missing} in {SharedData.Root}; name the folder in LLM_GEN_DATA";
    }
}
