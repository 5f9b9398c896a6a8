namespace Llm.Gen.Tokenization.Tests;

/// <summary>A theory over the large data; skipped, with the reason, where there is none.</summary>
public sealed class DataTheoryAttribute : TheoryAttribute
{
    public DataTheoryAttribute()
    {
        if (TestFolders.Data is null)
            Skip = "There is no data: set LLM_GEN_DATA, or put it at shared/data beside the repository.";
    }
}
