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

    public string Name { get; } = type.Name;

    /// <summary>Its name in the part that is written by hand.</summary>
    public Location Identifier => _parts[0].Identifier.GetLocation();

    /// <summary>Adds what is in the way of emitted parts.</summary>
    public void Check(List<DeclarationProblem> problems)
    {
        CheckKind(problems);
        CheckPartial(problems);
        CheckTypeParameters(problems);
        CheckNames(problems);
    }

    /// <summary>The declaration that is emitted.</summary>
    public ModelDeclaration Declare(Architecture architecture) => new()
    {
        Namespace = type.ContainingNamespace.IsGlobalNamespace ? "" : string.Join(".", type.ContainingNamespace.ToDisplayString().Split('.').Select(Escape)),
        ContainingTypes = Around().Reverse().Select(outer => new ContainingType(Keyword(PartsOf(outer, cancellation)[0]), Escape(outer.Name))).ToEquatableArray(),
        Accessibility = SyntaxFacts.GetText(type.DeclaredAccessibility),
        Name = Escape(Name),
        Architecture = architecture,
    };

    private void CheckKind(List<DeclarationProblem> problems)
    {
        if (!type.IsRecord || type.TypeKind != TypeKind.Class)
        {
            problems.Add(new("LLMG004",
                $"{Name} is a {Keyword(_parts[0])}; expected a record class, which a declaration is; write partial record {Name}.",
                _parts[0].Keyword.GetLocation()));
        }

        var unfit = _parts.SelectMany(part => part.Modifiers)
            .Where(modifier => modifier.Kind() is SyntaxKind.AbstractKeyword or SyntaxKind.FileKeyword or SyntaxKind.StaticKeyword);
        foreach (var modifier in unfit)
        {
            problems.Add(new("LLMG004",
                $"{Name} is {modifier.ValueText}; expected a record that emitted parts can complete and seal; remove {modifier.ValueText}.",
                modifier.GetLocation()));
        }
    }

    private void CheckPartial(List<DeclarationProblem> problems)
    {
        if (!IsPartial(_parts[0]))
            problems.Add(new("LLMG001", $"{Name} is not partial; expected a partial record, to which the model is added; write partial record {Name}.", Identifier));

        foreach (var outer in Around())
        {
            var part = PartsOf(outer, cancellation)[0];
            if (IsPartial(part))
                continue;

            problems.Add(new("LLMG002",
                $"{outer.Name}, around {Name}, is not partial; expected partial types all the way out; write partial {Keyword(part)} {outer.Name}, or move {Name} out.",
                part.Identifier.GetLocation()));
        }
    }

    private void CheckTypeParameters(List<DeclarationProblem> problems)
    {
        foreach (var generic in Around().Prepend(type).Where(around => around.TypeParameters.Length > 0))
        {
            var remedy = generic.Name == Name ? "remove them" : $"remove them, or move {Name} out";
            problems.Add(new("LLMG003",
                $"{generic.Name} has type parameters; expected none, since a model has one shape; {remedy}.",
                PartsOf(generic, cancellation)[0].TypeParameterList!.GetLocation()));
        }
    }

    private void CheckNames(List<DeclarationProblem> problems)
    {
        if (EmittedNames.Members.Concat(EmittedNames.Aliases).Contains(Name))
            problems.Add(new("LLMG008", $"A record named {Name} would hide what emitted code calls {Name}; expected another name; rename the record.", Identifier));

        foreach (var alias in EmittedNames.Aliases)
        {
            var hiding = type.ContainingNamespace.GetTypeMembers(alias).Where(other => !SymbolEqualityComparer.Default.Equals(other, type))
                .Concat<ISymbol>(Around().Append(type).SelectMany(outer => outer.GetMembers(alias)))
                .FirstOrDefault(symbol => symbol.Locations.Any(location => location.IsInSource && !IsEmitted(location.SourceTree!)));
            if (hiding is not null)
            {
                problems.Add(new("LLMG009",
                    $"{hiding.ToDisplayString()} would hide what emitted code calls {alias}; expected no such name beside {Name}; "
                    + $"rename it, or move {Name} to another namespace.",
                    Identifier));
            }
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

    /// <summary>Whether a file is one of ours: the analyzer sees them, the generator that adds them does not.</summary>
    private static bool IsEmitted(SyntaxTree tree) => tree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal);

    private static bool IsPartial(TypeDeclarationSyntax part) => part.Modifiers.Any(SyntaxKind.PartialKeyword);

    private static string Keyword(TypeDeclarationSyntax part) =>
        part is RecordDeclarationSyntax { ClassOrStructKeyword.ValueText: "struct" } ? "record struct" : part.Keyword.ValueText;

    private static string Escape(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None ? "@" + name : name;
}
