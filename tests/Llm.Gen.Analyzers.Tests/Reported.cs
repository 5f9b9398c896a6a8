using Llm.Gen.Tests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Llm.Gen.Analyzers.Tests;

/// <summary>Runs the analyzer, after the generator as in a build, and names everything that was reported.</summary>
internal static class Reported
{
    /// <summary>Each report as "id 'span' message", in the order of the text. Errors of the compiler count too, but for those that the names say are expected.</summary>
    public static Task<IReadOnlyList<string>> Of(string source, params string[] compilerErrors) => Of(DeclaredProject.Create(source), [], compilerErrors);

    /// <summary>The reports for a project with additional files.</summary>
    public static async Task<IReadOnlyList<string>> Of(CSharpCompilation project, AdditionalText[] files, params string[] compilerErrors)
    {
        GeneratorRun.Driver(files: files).RunGeneratorsAndUpdateCompilation(project, out var compilation, out var ofGenerator);
        var reports = await compilation.WithAnalyzers([new DeclarationAnalyzer()], new AnalyzerOptions([.. files])).GetAllDiagnosticsAsync();
        return [.. reports.Concat(ofGenerator)
            .Where(report => report.Severity != DiagnosticSeverity.Hidden && !compilerErrors.Contains(report.Id) && !GeneratorRun.IsUndocumentedSource(report))
            .OrderBy(report => report.Location.SourceSpan.Start)
            .ThenBy(report => report.Id, StringComparer.Ordinal)
            .Select(report => $"{report.Id} '{report.Location.SourceTree?.GetText().ToString(report.Location.SourceSpan)}' {report.GetMessage()}")];
    }
}
