using Llm.Gen.Tests;

namespace Llm.Gen.Packages.Tests.Api;

/// <summary>
/// What users can call is a text file beside each project, PublicAPI.txt, and changes with it in one commit. After a change that is
/// meant: <c>LLM_GEN_ACCEPT=1 dotnet test tests/Llm.Gen.Packages.Tests --filter PublicApi</c>, and review the file.
/// </summary>
public sealed class PublicApiTests
{
    /// <summary>
    /// The projects whose assemblies are in packages for programs to reference; TorchSharp.System has tests of its own, and the adapter to
    /// Microsoft.ML.Tokenizers, empty where that package is not to be had, adds nothing to its base class.
    /// </summary>
    public static TheoryData<string> Projects => [.. ProjectFolders().Select(folder => Path.GetRelativePath(Repository.Root, folder).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void The_public_API_is_the_one_under_review(string project)
    {
        var listed = Repository.Find($"{project}/PublicAPI.txt");

        var found = PublicApi.Of(Built(Path.GetFileName(project)), Directory.GetFiles(Path.GetDirectoryName(Built("Llm.Gen.Cli", "llm"))!, "*.dll").Concat(Framework()));

        if (Acceptance.IsAsked)
            File.WriteAllText(listed, string.Concat(found.Select(line => line + "\n")));
        var differences = Differences(File.Exists(listed) ? File.ReadAllLines(listed) : [], found);
        Assert.True(
            differences.Count == 0,
            $"{project}/PublicAPI.txt lists another API:\n{string.Join('\n', differences)}\nIf the change is meant: LLM_GEN_ACCEPT=1 dotnet test tests/Llm.Gen.Packages.Tests --filter PublicApi");
    }

    [Fact]
    public void A_difference_is_named_with_its_type()
    {
        string[] listed = ["public class A", "    public void One()", "    public void Two()", "public class B", "    public void One()"];
        string[] found = ["public class A", "    public void Two(int count)", "    public void One()", "public class B"];

        Assert.Equal(["- public class A: public void Two()", "- public class B: public void One()", "+ public class A: public void Two(int count)"], Differences(listed, found));
    }

    private static List<string> Differences(IReadOnlyList<string> listed, IReadOnlyList<string> found)
    {
        var (before, now) = (Named(listed), Named(found));
        return [.. before.Except(now).Select(line => "- " + line), .. now.Except(before).Select(line => "+ " + line)];
    }

    /// <summary>Lines that say whose member they are.</summary>
    private static List<string> Named(IEnumerable<string> lines)
    {
        var type = "";
        return [.. lines.Select(line => line.StartsWith(' ') ? $"{type}: {line.Trim()}" : type = line)];
    }

    private static IEnumerable<string> ProjectFolders() =>
        Directory.GetDirectories(Repository.Find("src"), "Llm.Gen.*").Where(folder => Path.GetFileName(folder) is not ("Llm.Gen.Cli" or "Llm.Gen.MLTokenizers"))
            .Append(Repository.Find("generators/Llm.Gen.Emission"));

    private static string Built(string project, string? assembly = null)
    {
        var configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        return Repository.Find($"artifacts/bin/{project}/{configuration}/{assembly ?? project}.dll");
    }

    private static IEnumerable<string> Framework() => ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
        .Where(path => Path.GetDirectoryName(path) == Path.GetDirectoryName(typeof(object).Assembly.Location));
}
