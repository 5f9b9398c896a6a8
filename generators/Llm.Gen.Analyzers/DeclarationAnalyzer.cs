using System.Collections.Immutable;
using Llm.Gen.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Llm.Gen.Analyzers;

/// <summary>Reports what is wrong with declared models. It reads them as the generator does, but apart from it: a diagnostic that moves regenerates nothing.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DeclarationAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = DeclarationDiagnostics.All.ToImmutableArray();

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        foreach (var problem in DeclarationParser.Parse((INamedTypeSymbol)context.Symbol, context.CancellationToken).Problems)
            context.ReportDiagnostic(Diagnostic.Create(DeclarationDiagnostics.Of(problem.Id), problem.Location, problem.Message));
    }
}
