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
    public void Every_diagnostic_is_shown_by_a_test_with_its_span_and_message()
    {
        var tests = string.Concat(Directory.GetFiles(Repository.Find("tests/Llm.Gen.Analyzers.Tests"), "*.cs").Select(File.ReadAllText));

        Assert.All(DeclarationDiagnostics.All, descriptor => Assert.Contains($"{descriptor.Id} '", tests));
    }

    [Fact]
    public void A_message_has_three_parts_and_a_page()
    {
        Assert.All(DeclarationDiagnostics.All, descriptor =>
        {
            Assert.Equal("{0}; {1}; {2}.", descriptor.MessageFormat.ToString());
            Assert.Equal($"docs/diagnostics/{descriptor.Id}.md", descriptor.HelpLinkUri);
        });
    }

    [Fact]
    public void Ids_stand_in_order_and_none_stands_twice()
    {
        var ids = DeclarationDiagnostics.All.Select(descriptor => descriptor.Id).ToList();

        Assert.Equal(ids.Order(StringComparer.Ordinal).Distinct(), ids);
    }
}
