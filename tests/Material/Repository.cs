namespace Llm.Gen.Tests;

/// <summary>The checkout that the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Find(string relative) => Path.Combine(Root, relative);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Llm.Gen.sln")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException($"no Llm.Gen.sln above {AppContext.BaseDirectory}; run the tests from a build inside the repository.");
    }
}
