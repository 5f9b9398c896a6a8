namespace Llm.Gen.Runtime.Tests.Support;

/// <summary>A test of files in the data folder, skipped where they are missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DataFactAttribute : FactAttribute
{
    public DataFactAttribute(params string[] files) => Skip = DataFiles.Missing(files);
}

/// <summary>The same for a theory.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DataTheoryAttribute : TheoryAttribute
{
    public DataTheoryAttribute(params string[] files) => Skip = DataFiles.Missing(files);
}

internal static class DataFiles
{
    public static string? Missing(string[] files) =>
        Fixtures.Data is not { } data ? "there is no data folder; set LLM_GEN_DATA"
        : files.FirstOrDefault(file => !Path.Exists(Path.Combine(data, file))) is { } missing ? $"{missing} is not in {data}"
        : null;
}
