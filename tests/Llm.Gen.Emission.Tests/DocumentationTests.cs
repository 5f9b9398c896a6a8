using System.Text.RegularExpressions;
using Llm.Gen.Tests;

namespace Llm.Gen.Emission.Tests;

public sealed partial class DocumentationTests
{
    [Fact]
    public void What_is_shown_as_emitted_is_emitted()
    {
        var emitted = File.ReadAllText(Repository.Find("tests/Llm.Gen.Runtime.Tests/Declared/TinyLlama.Model.cs"));

        var shown = EmittedBlock().Matches(File.ReadAllText(Repository.Find("docs/how-it-works.md")));

        Assert.NotEmpty(shown);
        Assert.All(shown, block => Assert.Contains(block.Groups[1].Value, emitted));
    }

    [Fact]
    public void Files_that_a_page_names_are_there()
    {
        foreach (var page in new[] { "docs/how-it-works.md", "docs/common-tasks.md", "docs/declaring-models.md" })
        {
            var named = FileName().Matches(File.ReadAllText(Repository.Find(page))).Select(match => match.Groups[1].Value);
            Assert.All(named, path => Assert.True(Path.Exists(Repository.Find(path)), $"{page} names {path}"));
        }
    }

    [GeneratedRegex(@"<!-- emitted -->\n```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex EmittedBlock();

    [GeneratedRegex(@"`((?:src|generators|tests|docs|eng)/[\w./-]+)`")]
    private static partial Regex FileName();
}
