using Llm.Gen.Architectures;
using Llm.Gen.Emission;
using Llm.Gen.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace Llm.Gen.Generators.Components;

/// <summary>A class that the library's user wrote as a component: what it is for, and whether emitted code can make it.</summary>
internal sealed class ComponentClass(ITypeSymbol type)
{
    // What each kind derives from, what its forward takes, and the shape that its constructor takes.
    private static readonly (ComponentKind Kind, string Base, string Forward, string Shape)[] Contracts =
    [
        (ComponentKind.Attention, "Block", "(Tensor, Pass)", "AttentionShape"),
        (ComponentKind.FeedForward, "TokenwiseBlock", "(Tensor)", "FeedForwardShape"),
        (ComponentKind.Norm, "TokenwiseBlock", "(Tensor)", "NormShape"),
        (ComponentKind.Position, "Block", "(Tensor, Pass)", "PositionShape"),
    ];

    private readonly string _name = type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);

    /// <summary>The registered name; null where there is none.</summary>
    public string? RegisteredName =>
        type.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass?.ToDisplayString() == typeof(ComponentAttribute).FullName) is { ConstructorArguments: [{ Value: string name }] } ? name : null;

    /// <summary>The name that architectures have for it.</summary>
    public string Name => RegisteredName ?? type.ToDisplayString();

    /// <summary>What its constructors say it is for; null where none takes a shape.</summary>
    public ComponentKind? Kind => Array.FindIndex(Contracts, contract => Taking(contract.Shape).Any()) is >= 0 and var row ? Contracts[row].Kind : null;

    /// <summary>Whether code anywhere may name it.</summary>
    public bool IsPublic => Visibility(type) == Accessibility.Public;

    /// <summary>The type as the emitter calls it.</summary>
    public ComponentType TypeOf(ComponentKind kind) => new(
        kind,
        Name,
        type.ContainingNamespace.IsGlobalNamespace ? "" : string.Join(".", type.ContainingNamespace.ToDisplayString().Split('.').Select(Identifiers.EscapeKeyword)),
        string.Join(".", Around().Reverse().Select(outer => Identifiers.EscapeType(outer.Name))));

    /// <summary>What is wrong with it as a component of a kind, whoever uses it.</summary>
    public IEnumerable<ArchitectureError> Check(ComponentKind kind)
    {
        var contract = Array.Find(Contracts, row => row.Kind == kind);
        if (CheckType(contract) is { } unfit)
            return [unfit];

        return Constructors(contract.Shape).Any()
            ? []
            : [Error("LLMG033", $"{_name} has no constructor that takes {Article(contract.Shape)} and a Placement first", "expected one that emitted code can call, public or internal",
                $"write public {type.Name}({contract.Shape} shape, Placement place)")];
    }

    /// <summary>What is wrong with it where a record names it.</summary>
    /// <param name="record">The record.</param>
    public ArchitectureError? CheckVisibility(INamedTypeSymbol record)
    {
        var isForeign = !SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, record.ContainingAssembly) && !type.ContainingAssembly.GivesAccessTo(record.ContainingAssembly);
        var needed = Visibility(record) == Accessibility.Public || isForeign ? Accessibility.Public : Accessibility.Internal;
        var visibility = Visibility(type);
        return visibility == Accessibility.Public || visibility == needed
            ? null
            : Error("LLMG034", $"{_name} is less accessible than {record.Name}, whose layers have it as a member", $"expected it to be {(needed == Accessibility.Public ? "public" : "internal")}", $"write it so, or make {record.Name} less accessible");
    }

    /// <summary>What is wrong with options, which are arguments of its constructor.</summary>
    public ArchitectureError? CheckOptions(ComponentKind kind, IReadOnlyList<OwnOption> options)
    {
        var candidates = Constructors(Array.Find(Contracts, row => row.Kind == kind).Shape).ToList();
        if (candidates.Exists(constructor => Mismatch(constructor, options) is null))
            return null;

        var (found, expected) = candidates.Select(constructor => Mismatch(constructor, options)!.Value).First();
        return Error("LLMG033", found, expected, "correct the options, or the constructor");
    }

    private (string Found, string Expected)? Mismatch(IMethodSymbol constructor, IReadOnlyList<OwnOption> options)
    {
        var parameters = constructor.Parameters.Skip(2).ToList();
        var names = parameters.Count == 0 ? "none" : string.Join(", ", parameters.Select(parameter => $"{parameter.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)} {parameter.Name}"));
        foreach (var option in options)
        {
            var parameter = parameters.Find(one => one.Name == option.Name);
            if (parameter is null)
                return ($"{_name} takes no {option.Name}", $"expected options that its constructor takes: {names}");
            if (!Takes(parameter.Type.SpecialType, option.Value))
                return ($"{option.Name} is {option.Value}", $"expected a value of {parameter.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}, which {_name} takes");
        }

        var missing = parameters.Find(parameter => !parameter.IsOptional && !options.Any(option => option.Name == parameter.Name));
        return missing is null ? null : ($"{_name} is not given {missing.Name}", $"expected every option without a default: {names}");
    }

    private static bool Takes(SpecialType type, string value) => type switch
    {
        SpecialType.System_String => value[0] == '"',
        SpecialType.System_Boolean => value is "true" or "false",
        SpecialType.System_Double => value[0] is '-' or (>= '0' and <= '9'),
        SpecialType.System_Int64 => long.TryParse(value, out _),
        SpecialType.System_Int32 => int.TryParse(value, out _),
        _ => false,
    };

    private ArchitectureError? CheckType((ComponentKind Kind, string Base, string Forward, string Shape) contract)
    {
        var noun = ComponentNames.Noun(contract.Kind);
        var expected = $"expected a class over Llm.Gen.Runtime.{contract.Base}";
        if (type is not INamedTypeSymbol { TypeKind: TypeKind.Class } named || named.IsStatic)
            return Error("LLMG032", $"{_name} is no class that can be made", expected, $"name a class for the {noun}");
        if (Around().OfType<INamedTypeSymbol>().Any(outer => outer.TypeParameters.Length > 0))
            return Error("LLMG032", $"{_name} has type parameters", "expected none, since a model has one shape", "remove them, or derive a class without");
        if (named.IsAbstract)
            return Error("LLMG032", $"{_name} is abstract", "expected a class that can be made", "remove abstract, or name a class over it");
        if (named.IsFileLocal)
            return Error("LLMG034", $"{_name} is seen in its file alone", "expected a class that emitted code can name", "remove file");
        if (DerivesFrom(contract.Base))
            return null;

        var other = Contracts.FirstOrDefault(row => row.Base != contract.Base && DerivesFrom(row.Base));
        return Error("LLMG032",
            other.Base is null ? $"{_name} is no {contract.Base}" : $"{_name} is a {other.Base}, whose forward takes {other.Forward}",
            $"{expected}, whose forward takes {contract.Forward}", $"derive the {noun} from it");
    }

    private bool DerivesFrom(string runtimeType)
    {
        for (var at = type.BaseType; at is not null; at = at.BaseType)
        {
            if (IsRuntime(at, runtimeType))
                return true;
        }

        return false;
    }

    /// <summary>The constructors that emitted code can call and that take a shape and a place first.</summary>
    private IEnumerable<IMethodSymbol> Constructors(string shape) =>
        Taking(shape).Where(constructor => constructor.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal);

    /// <summary>The constructors that take a shape and a place first.</summary>
    private IEnumerable<IMethodSymbol> Taking(string shape) => (type as INamedTypeSymbol)?.InstanceConstructors.Where(constructor =>
        constructor.Parameters.Length >= 2 && IsRuntime(constructor.Parameters[0].Type, shape) && IsRuntime(constructor.Parameters[1].Type, "Placement")) ?? [];

    private IEnumerable<ITypeSymbol> Around()
    {
        for (var outer = type; outer is not null; outer = outer.ContainingType)
            yield return outer;
    }

    private static bool IsRuntime(ITypeSymbol type, string name) => type.ToDisplayString() == $"Llm.Gen.Runtime.{name}";

    /// <summary>Public, internal, or private for less, of a type and those around it.</summary>
    private static Accessibility Visibility(ITypeSymbol type)
    {
        var least = Accessibility.Public;
        for (var outer = type; outer is not null; outer = outer.ContainingType)
        {
            var own = outer.DeclaredAccessibility switch
            {
                Accessibility.Public => Accessibility.Public,
                Accessibility.Internal or Accessibility.ProtectedOrInternal => Accessibility.Internal,
                _ => Accessibility.Private,
            };
            least = own < least ? own : least;
        }

        return least;
    }

    private static string Article(string noun) => (noun[0] == 'A' ? "an " : "a ") + noun;

    private static ArchitectureError Error(string id, string found, string expected, string remedy) => new(id, ArchitectureMember.Component, found, expected, remedy);
}
