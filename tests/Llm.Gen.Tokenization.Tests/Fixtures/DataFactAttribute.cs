namespace Llm.Gen.Tokenization.Tests;

/// <summary>A test over the large data; skipped, with the reason, where there is none.</summary>
public sealed class DataFactAttribute : FactAttribute
{
    public DataFactAttribute()
    {
        if (TestFolders.Data is null)
            Skip = "There is no data: set LLM_GEN_DATA, or put it at shared/data beside the repository.";
    }
}
