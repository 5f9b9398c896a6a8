using Llm.Gen.Tests;

namespace Llm.Gen.Analyzers.Tests;

public sealed class DiagnosticPagesTests
{
    [Fact]
    public void Every_diagnostic_has_a_page_and_every_page_a_diagnostic()
    {
        var pages = Directory.GetFiles(Repository.Find("docs/diagnostics"), "LLMG*.md").Select(path => Path.GetFileNameWithoutExtension(path));

        Assert.Equal(DeclarationDiagnostics.All.Select(descriptor => descriptor.Id), pages.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_page_begins_with_the_id_and_the_title()
    {
        foreach (var descriptor in DeclarationDiagnostics.All)
            Assert.StartsWith($"# {descriptor.Id}: {descriptor.Title}\n", File.ReadAllText(Repository.Find($"docs/diagnostics/{descriptor.Id}.md")));
    }

    [Fact]
    public void Every_diagnostic_has_a_row_in_a_release()
    {
        var rows = new[] { "Shipped", "Unshipped" }
            .SelectMany(release => File.ReadAllLines(Repository.Find($"generators/Llm.Gen.Analyzers/AnalyzerReleases.{release}.md")))
            .Where(line => line.StartsWith("LLMG", StringComparison.Ordinal));

        Assert.Equal(
            DeclarationDiagnostics.All.Select(descriptor => $"{descriptor.Id} | {descriptor.Category} | {descriptor.DefaultSeverity} | {descriptor.Title}, [documentation](../../docs/diagnostics/{descriptor.Id}.md)"),
            rows);
    }

    [Fact]
    public void Ids_stand_in_order_and_none_stands_twice()
    {
        var ids = DeclarationDiagnostics.All.Select(descriptor => descriptor.Id).ToList();

        Assert.Equal(ids.Order(StringComparer.Ordinal).Distinct(), ids);
    }
}
