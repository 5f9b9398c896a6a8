using System.Collections.Immutable;
using Llm.Gen.Analyzers;
using Llm.Gen.Tests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Llm.Gen.CodeFixes.Tests;

/// <summary>Applies the fixes that an editor would offer.</summary>
internal static class Fixed
{
    /// <summary>Each fix offered for a diagnostic's first report, as "title: text"; what follows "using Llm.Gen; " alone is shown.</summary>
    public static async Task<IReadOnlyList<string>> Offers(string id, string declaration)
    {
        const string prefix = "using Llm.Gen;\n";
        using var workspace = new AdhocWorkspace();
        var compilation = DeclaredProject.Create();
        var project = workspace.AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(), VersionStamp.Default, "Declared", "Declared", LanguageNames.CSharp,
            compilationOptions: compilation.Options, parseOptions: DeclaredProject.Language, metadataReferences: compilation.References));
        var document = workspace.AddDocument(project.Id, "Source0.cs", SourceText.From(prefix + declaration));

        var diagnostic = (await Reports(document)).First(report => report.Id == id);
        var actions = new List<CodeAction>();
        await new DeclarationFixProvider().RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), default));

        var offers = new List<string>();
        foreach (var action in actions)
        {
            var operation = Assert.IsType<ApplyChangesOperation>(Assert.Single(await action.GetOperationsAsync(default)));
            var after = operation.ChangedSolution.GetDocument(document.Id)!;
            Assert.DoesNotContain(await Reports(after), report => report.Id == id && report.GetMessage() == diagnostic.GetMessage());
            offers.Add($"{action.Title}: {(await after.GetTextAsync()).ToString()[prefix.Length..]}");
        }

        return offers;
    }

    private static async Task<ImmutableArray<Diagnostic>> Reports(Document document)
    {
        var compilation = (await document.Project.GetCompilationAsync())!;
        return await compilation.WithAnalyzers([new DeclarationAnalyzer()]).GetAnalyzerDiagnosticsAsync();
    }
}
