using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Llm.Gen.CodeFixes;

/// <summary>Offers the fixes of <see cref="DeclarationFix.All"/> in an editor.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DeclarationFixProvider)), Shared]
public sealed class DeclarationFixProvider : CodeFixProvider
{
    /// <summary>Where a diagnostic keeps what it suggests.</summary>
    private const string Suggestion = "Suggestion";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = DeclarationFix.All.Select(fix => fix.Id).Distinct().ToImmutableArray();

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var text = await context.Document.GetTextAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            var token = root!.FindToken(diagnostic.Location.SourceSpan.Start);
            diagnostic.Properties.TryGetValue(Suggestion, out var suggestion);
            foreach (var fix in DeclarationFix.All.Where(fix => fix.Id == diagnostic.Id))
            {
                if (fix.Edit(token, text, suggestion) is not { } change)
                    continue;

                var title = string.Format(fix.Title, suggestion);
                context.RegisterCodeFix(
                    CodeAction.Create(title, _ => Task.FromResult(context.Document.WithText(text.WithChanges(change))), equivalenceKey: title),
                    diagnostic);
            }
        }
    }
}
