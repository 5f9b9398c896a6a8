using Llm.Gen.Emission;
using Microsoft.CodeAnalysis;

namespace Llm.Gen.Generators.Parsing;

/// <summary>Whether emitted code finds its own names in and around a record.</summary>
internal sealed class RecordNameRules(INamedTypeSymbol type, Location identifier)
{
    private static readonly HashSet<string> Members = new(EmittedNames.Members, StringComparer.Ordinal);
    private static readonly HashSet<string> Methods = new(EmittedNames.Methods, StringComparer.Ordinal);
    private static readonly HashSet<string> Borrowed = new(EmittedNames.Borrowed, StringComparer.Ordinal);

    /// <summary>Adds the names that are in the way.</summary>
    public void Check(List<DeclarationProblem> problems)
    {
        if (Members.Contains(type.Name) || Borrowed.Contains(type.Name))
        {
            problems.Add(new("LLMG008",
                $"A record named {type.Name} would hide what emitted code calls {type.Name}", "expected another name", "rename the record", identifier));
        }

        foreach (var member in type.GetMembers().Where(member => Members.Contains(member.Name) && !IsOverload(member) && IsWritten(member)))
        {
            problems.Add(new("LLMG025",
                $"{type.Name}.{member.Name} stands where emitted code adds a member", "expected no member of that name", "rename it", member.Locations[0]));
        }

        foreach (var hiding in Beside().Concat(Within()).Where(IsWritten).GroupBy(symbol => symbol.Name).Select(named => named.First()))
        {
            problems.Add(new("LLMG009",
                $"{hiding.ToDisplayString()} would hide what emitted code calls {hiding.Name}", $"expected no such name beside {type.Name}",
                $"rename it, or move {type.Name} to another namespace",
                identifier));
        }
    }

    /// <summary>A type beside the record that has the name of a component from elsewhere, which emitted code calls by it; null where there is none.</summary>
    /// <param name="record">The record.</param>
    /// <param name="component">The component.</param>
    /// <param name="identifier">Where the record's name is written.</param>
    public static DeclarationProblem? Hide(INamedTypeSymbol record, ComponentType component, Location identifier) =>
        record.ContainingNamespace.GetTypeMembers(component.ShortName.TrimStart('@')).FirstOrDefault(other => other.ToDisplayString() != component.DisplayName) is not { } hiding
            ? null
            : new("LLMG009", $"{hiding.ToDisplayString()} would hide what emitted code calls {hiding.Name}, {component.DisplayName}", $"expected no such name beside {record.Name}",
                $"rename it, or move {record.Name} to another namespace", identifier);

    private static bool IsOverload(ISymbol member) => member is IMethodSymbol && Methods.Contains(member.Name);

    /// <summary>Types of the namespace that have a borrowed name.</summary>
    private IEnumerable<ISymbol> Beside() =>
        EmittedNames.Borrowed.SelectMany(name => type.ContainingNamespace.GetTypeMembers(name)).Where(other => !SymbolEqualityComparer.Default.Equals(other, type));

    /// <summary>Members of the record, of the types around it, and of their bases, that have a borrowed name.</summary>
    private IEnumerable<ISymbol> Within()
    {
        for (var outer = type; outer is not null; outer = outer.ContainingType)
        {
            for (var at = outer; at is not null && at.SpecialType != SpecialType.System_Object; at = at.BaseType)
            {
                foreach (var member in at.MemberNames.Where(Borrowed.Contains).SelectMany(name => at.GetMembers(name)))
                    yield return member;
            }
        }
    }

    /// <summary>Whether something is written by hand, here or in a library; the analyzer sees what we emitted too.</summary>
    private static bool IsWritten(ISymbol symbol) => symbol.Locations.Any(location => !location.IsInSource || !DeclaredRecord.IsEmitted(location.SourceTree!));
}
