using System.Collections.Immutable;
using Llm.Gen.Architectures;
using Llm.Gen.Generators.Components;
using Llm.Gen.Generators.Configuration;
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
        context.RegisterCompilationStartAction(static start =>
        {
            var components = new Lazy<EquatableArray<RegisteredComponent>>(() => ComponentReader.OfAll(start.Compilation));
            start.RegisterSymbolAction(symbol => Analyze(symbol, components), SymbolKind.NamedType);
        });
    }

    private static void Analyze(SymbolAnalysisContext context, Lazy<EquatableArray<RegisteredComponent>> components)
    {
        var parsed = DeclarationParser.Parse((INamedTypeSymbol)context.Symbol, context.CancellationToken);
        var problems = parsed.Problems.ToList();
        if (parsed.Reference is { } reference)
            problems.AddRange(Resolve(reference, parsed.PathLocation, context, components.Value));
        problems.AddRange(Components((INamedTypeSymbol)context.Symbol, components));
        if ((parsed.Declaration ?? parsed.Reference?.Record) is not null && RuntimeReference.Check(context.Compilation, parsed.Identifier) is { } mismatch)
            problems.Add(mismatch);

        foreach (var problem in problems)
        {
            var properties = ImmutableDictionary<string, string?>.Empty;
            if (problem.Suggestion is { } suggestion)
                properties = properties.Add(nameof(problem.Suggestion), suggestion);

            context.ReportDiagnostic(Diagnostic.Create(
                DeclarationDiagnostics.Of(problem.Id), problem.Location, properties, problem.Found, problem.Expected, problem.Remedy));
        }
    }

    /// <summary>What is wrong with a class that is registered as a component.</summary>
    private static IEnumerable<DeclarationProblem> Components(INamedTypeSymbol type, Lazy<EquatableArray<RegisteredComponent>> components)
    {
        if (!ComponentReader.IsMarked(type))
            return [];

        var problems = ComponentReader.Problems(type).ToList();
        if (ComponentReader.Duplicate(type, components.Value) is { } twice)
            problems.Add(twice);
        return problems;
    }

    private static IEnumerable<DeclarationProblem> Resolve(ConfigReference reference, Location location, SymbolAnalysisContext context, IReadOnlyList<RegisteredComponent> components)
    {
        var files = context.Options.AdditionalFiles
            .Where(file => reference.Path.Fits(file.Path))
            .Select(file => new ConfigFile(file.Path, file.GetText(context.CancellationToken)?.ToString()))
            .ToList();
        return ResolvedConfig.Of(reference, files, components).Findings.Select(finding => DeclarationProblem.Of(finding, location));
    }
}
