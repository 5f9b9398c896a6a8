using Llm.Gen.Architectures;
using Llm.Gen.Emission;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Llm.Gen.Generators.Parsing;

/// <summary>The record itself: whether emitted parts can be added to it, and how they name it.</summary>
internal sealed class DeclaredRecord(INamedTypeSymbol type, CancellationToken cancellation)
{
    private readonly TypeDeclarationSyntax[] _parts = PartsOf(type, cancellation);

    /// <summary>Its symbol.</summary>
    public INamedTypeSymbol Symbol => type;

    /// <summary>Its name as messages have it.</summary>
    public string PlainName { get; } = type.Name;

    /// <summary>Its name in the part that is written by hand.</summary>
    public Location Identifier => _parts[0].Identifier.GetLocation();

    /// <summary>Adds what is in the way of emitted parts.</summary>
    public void Check(List<DeclarationProblem> problems)
    {
        CheckKind(problems);
        CheckPartial(problems);
        CheckTypeParameters(problems);
        new RecordNameRules(type, Identifier).Check(problems);
    }

    /// <summary>How emitted parts name it.</summary>
    public RecordName Name => new()
    {
        Namespace = type.ContainingNamespace.IsGlobalNamespace ? "" : string.Join(".", type.ContainingNamespace.ToDisplayString().Split('.').Select(Identifiers.EscapeKeyword)),
        ContainingTypes = Around().Reverse().Select(outer => new ContainingType(Keyword(PartsOf(outer, cancellation)[0]), Identifiers.EscapeType(outer.Name))).ToEquatableArray(),
        Accessibility = SyntaxFacts.GetText(type.DeclaredAccessibility),
        Name = Identifiers.EscapeType(PlainName),
    };

    /// <summary>Whether a file is one of ours: the analyzer sees them, the generator that adds them does not.</summary>
    public static bool IsEmitted(SyntaxTree tree) => tree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal);

    private void CheckKind(List<DeclarationProblem> problems)
    {
        if (!type.IsRecord || type.TypeKind != TypeKind.Class)
        {
            problems.Add(new("LLMG004",
                $"{PlainName} is a {Keyword(_parts[0])}", "expected a record class, which a declaration is", $"write partial record {PlainName}",
                _parts[0].Keyword.GetLocation()));
        }

        var unfit = _parts.SelectMany(part => part.Modifiers)
            .Where(modifier => modifier.Kind() is SyntaxKind.AbstractKeyword or SyntaxKind.FileKeyword or SyntaxKind.StaticKeyword);
        foreach (var modifier in unfit)
        {
            problems.Add(new("LLMG004",
                $"{PlainName} is {modifier.ValueText}", "expected a record that emitted parts can complete and seal", $"remove {modifier.ValueText}",
                modifier.GetLocation()));
        }
    }

    private void CheckPartial(List<DeclarationProblem> problems)
    {
        if (!IsPartial(_parts[0]))
        {
            problems.Add(new("LLMG001",
                $"{PlainName} is not partial", "expected a partial record, to which the model is added", $"write partial record {PlainName}", Identifier));
        }

        foreach (var outer in Around())
        {
            var part = PartsOf(outer, cancellation)[0];
            if (IsPartial(part))
                continue;

            problems.Add(new("LLMG002",
                $"{outer.Name}, around {PlainName}, is not partial", "expected partial types all the way out",
                $"write partial {Keyword(part)} {outer.Name}, or move {PlainName} out",
                part.Identifier.GetLocation()));
        }
    }

    private void CheckTypeParameters(List<DeclarationProblem> problems)
    {
        foreach (var generic in Around().Prepend(type).Where(around => around.TypeParameters.Length > 0))
        {
            var remedy = SymbolEqualityComparer.Default.Equals(generic, type) ? "remove them" : $"remove them, or move {PlainName} out";
            problems.Add(new("LLMG003",
                $"{generic.Name} has type parameters", "expected none, since a model has one shape", remedy,
                PartsOf(generic, cancellation)[0].TypeParameterList!.GetLocation()));
        }
    }

    private IEnumerable<INamedTypeSymbol> Around()
    {
        for (var outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
            yield return outer;
    }

    /// <summary>The parts that are written by hand, in front of those that are emitted.</summary>
    private static TypeDeclarationSyntax[] PartsOf(INamedTypeSymbol type, CancellationToken cancellation) =>
        [.. type.DeclaringSyntaxReferences
            .OrderBy(reference => IsEmitted(reference.SyntaxTree))
            .Select(reference => reference.GetSyntax(cancellation))
            .OfType<TypeDeclarationSyntax>()];

    private static bool IsPartial(TypeDeclarationSyntax part) => part.Modifiers.Any(SyntaxKind.PartialKeyword);

    private static string Keyword(TypeDeclarationSyntax part) =>
        part is RecordDeclarationSyntax { ClassOrStructKeyword.ValueText: "struct" } ? "record struct" : part.Keyword.ValueText;
}
