namespace Llm.Gen.Tests;

/// <summary>A theory that needs something of <see cref="SharedData"/>; skipped where that is not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class DataTheoryAttribute : TheoryAttribute
{
    public DataTheoryAttribute(params string[] relatives)
    {
        if (Array.Find(relatives, relative => !SharedData.Has(relative)) is { } missing)
            Skip = $"needs {missing} in {SharedData.Root}; name the folder in LLM_GEN_DATA";
    }
}
