using Llm.Gen.Architectures;
using Llm.Gen.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace Llm.Gen.Generators.Components;

/// <summary>Reads which components are registered: classes with [Component], and the tables of referenced assemblies.</summary>
public static class ComponentReader
{
    private const string Attribute = "Llm.Gen." + nameof(ComponentAttribute);

    /// <summary>Whether a class is registered.</summary>
    public static bool IsMarked(INamedTypeSymbol type) => Find(type) is not null;

    /// <summary>The row of a class with [Component]; null where something is wrong with it.</summary>
    public static RegisteredComponent? Read(INamedTypeSymbol type)
    {
        var component = new ComponentClass(type);
        return Problems(type).Any() || component.Kind is not { } kind ? null : new(component.TypeOf(kind), component.IsPublic);
    }

    /// <summary>What is wrong with a class with [Component], names that others have left out; nothing for other classes.</summary>
    public static IEnumerable<DeclarationProblem> Problems(INamedTypeSymbol type)
    {
        if (Find(type) is not { } attribute)
            return [];

        var component = new ComponentClass(type);
        var (name, identifier) = (component.RegisteredName ?? "", type.Locations[0]);
        var location = attribute.ApplicationSyntaxReference is { } syntax ? Location.Create(syntax.SyntaxTree, syntax.Span) : identifier;
        if (component.Kind is not { } kind)
        {
            return [new("LLMG033", $"{type.Name} has no constructor that takes a shape and a Placement first", "expected an AttentionShape, a FeedForwardShape, a NormShape or a PositionShape, which says what it is for",
                $"write public {type.Name}(AttentionShape shape, Placement place), or another of them", identifier)];
        }

        return
        [
            .. component.Check(kind).Select(error => DeclarationProblem.Of(error, identifier)),
            .. CheckName(name, location),
        ];
    }

    /// <summary>Names that several components of a kind have.</summary>
    /// <param name="type">A class with [Component].</param>
    /// <param name="registered">Every component of the project and of those that it references.</param>
    public static DeclarationProblem? Duplicate(INamedTypeSymbol type, IReadOnlyList<RegisteredComponent> registered)
    {
        if (Find(type) is not { } attribute || Read(type) is not { } own)
            return null;

        var other = registered.FirstOrDefault(one => one.Type.Name == own.Type.Name && one.Type.FullName != own.Type.FullName);
        return other is null
            ? null
            : new("LLMG035", $"{other.Type.Path} is registered as \"{own.Type.Name}\" too", "expected a name for one component alone", "give one of the two another name",
                attribute.ApplicationSyntaxReference is { } syntax ? Location.Create(syntax.SyntaxTree, syntax.Span) : type.Locations[0]);
    }

    /// <summary>The tables of the assemblies that a project references.</summary>
    public static EquatableArray<RegisteredComponent> OfReferences(Compilation compilation) =>
        compilation.SourceModule.ReferencedAssemblySymbols.Where(KnowsUs).SelectMany(Table)
            .OrderBy(component => component.Type.Name, StringComparer.Ordinal).ThenBy(component => component.Type.FullName, StringComparer.Ordinal)
            .ToEquatableArray();

    /// <summary>Every component that a project may name, its own and those of its references.</summary>
    public static EquatableArray<RegisteredComponent> OfAll(Compilation compilation) =>
        Types(compilation.Assembly.GlobalNamespace).Where(type => Find(type) is not null).Select(Read).OfType<RegisteredComponent>().Concat(OfReferences(compilation)).ToEquatableArray();

    private static IEnumerable<DeclarationProblem> CheckName(string name, Location location)
    {
        if (!ComponentNames.IsName(name))
            yield return new("LLMG035", $"\"{name}\" is no name of a component", "expected letters, digits, '-', '_' and '.'", "correct it", location);
        else if (BuiltInComponents.Names.Contains(name))
            yield return new("LLMG035", $"\"{name}\" is a component of this library", "expected a name that is free", "choose another", location);
    }

    private static bool KnowsUs(IAssemblySymbol assembly) =>
        assembly.Modules.Any(module => module.ReferencedAssemblies.Any(reference => reference.Name == "Llm.Gen.Architecture"));

    private static IEnumerable<RegisteredComponent> Table(IAssemblySymbol assembly)
    {
        foreach (var row in assembly.GetAttributes().Where(row => row.AttributeClass?.ToDisplayString() == typeof(RegisteredComponentAttribute).FullName))
        {
            if (row.ConstructorArguments is [{ Value: string }, { Value: string name }, { Value: INamedTypeSymbol type }] && Read(type) is { } component)
                yield return component with { Type = component.Type with { Name = name } };     // written by hand, the class may bear none
        }
    }

    private static AttributeData? Find(INamedTypeSymbol type) => type.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass?.ToDisplayString() == Attribute);

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol container) => container.GetMembers().SelectMany(member => member switch
    {
        INamespaceSymbol inner => Types(inner),
        INamedTypeSymbol type => Types(type).Prepend(type),
        _ => [],
    });
}
