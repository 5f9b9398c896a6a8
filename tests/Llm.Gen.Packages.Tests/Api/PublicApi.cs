using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Llm.Gen.Packages.Tests.Api;

/// <summary>
/// What an assembly lets its users call, as C# spells it: a line for each type, and below it one for each member. Overrides, and what
/// the compiler adds to records, are left out: they add nothing to call.
/// </summary>
internal static class PublicApi
{
    private static readonly SymbolDisplayFormat MemberFormat = Format(SymbolDisplayTypeQualificationStyle.NameAndContainingTypes);

    private static readonly SymbolDisplayFormat TypeFormat =
        Format(SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces).WithKindOptions(SymbolDisplayKindOptions.IncludeTypeKeyword);

    /// <summary>The lines of an assembly, types in the order of their names.</summary>
    /// <param name="path">The assembly.</param>
    /// <param name="references">Assemblies among which it finds those that it needs.</param>
    public static IReadOnlyList<string> Of(string path, IEnumerable<string> references)
    {
        var library = MetadataReference.CreateFromFile(path);
        var others = references.Where(other => Path.GetFileName(other) != Path.GetFileName(path)).Select(other => MetadataReference.CreateFromFile(other));
        var compilation = CSharpCompilation.Create("Reader", references: others.Prepend(library));
        var assembly = (IAssemblySymbol)compilation.GetAssemblyOrModuleSymbol(library)!;
        return [.. TypesIn(assembly.GlobalNamespace).OrderBy(type => type.ToDisplayString(), StringComparer.Ordinal).SelectMany(Lines)];
    }

    private static IEnumerable<INamedTypeSymbol> TypesIn(INamespaceOrTypeSymbol container) =>
        container.GetMembers().OfType<INamespaceSymbol>().SelectMany(TypesIn)
            .Concat(container.GetTypeMembers().Where(IsOpen).SelectMany(type => TypesIn(type).Prepend(type)));

    private static IEnumerable<string> Lines(INamedTypeSymbol type) =>
        type.GetMembers().Where(member => IsOpen(member) && IsCalled(member, type))
            .OrderBy(Rank).ThenBy(member => type.TypeKind == TypeKind.Enum ? "" : member.Name, StringComparer.Ordinal)
            .Select(member => "    " + member.ToDisplayString(MemberFormat))
            .Prepend(Header(type));

    private static int Rank(ISymbol member) => member switch
    {
        IFieldSymbol => 0,
        IMethodSymbol { MethodKind: MethodKind.Constructor } => 1,
        IPropertySymbol or IEventSymbol => 2,
        IMethodSymbol { MethodKind: MethodKind.Ordinary } => 3,
        _ => 4,
    };

    private static string Header(INamedTypeSymbol type)
    {
        var modifiers = type.TypeKind != TypeKind.Class ? "" : type.IsStatic ? "static " : type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : "";
        var bases = type.Interfaces.Where(one => one.DeclaredAccessibility == Accessibility.Public && !(type.IsRecord && one.Name == nameof(IEquatable<>))).Select(one => one.ToDisplayString(MemberFormat)).Order(StringComparer.Ordinal);
        if (type.BaseType is { SpecialType: SpecialType.None } parent && type.TypeKind == TypeKind.Class)
            bases = bases.Prepend(parent.ToDisplayString(MemberFormat)).OrderBy(_ => 0);
        var list = string.Join(", ", bases);
        return $"{Keyword(type.DeclaredAccessibility)} {modifiers}{type.ToDisplayString(TypeFormat)}{(list.Length > 0 ? " : " + list : "")}";
    }

    private static bool IsOpen(ISymbol symbol) => symbol.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal;

    private static bool IsCalled(ISymbol member, INamedTypeSymbol type) => member switch
    {
        INamedTypeSymbol => false,                                                      // has a line of its own
        IMethodSymbol { MethodKind: MethodKind.Constructor } constructor => !type.IsValueType || constructor.Parameters.Length > 0,
        IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.UserDefinedOperator or MethodKind.Conversion } method => !method.IsOverride && !IsOfRecord(method, type),
        IMethodSymbol or IFieldSymbol { Name: "value__" } => false,
        _ => !member.IsOverride && !(type.IsRecord && member.Name == "EqualityContract"),
    };

    private static bool IsOfRecord(IMethodSymbol method, INamedTypeSymbol type) =>
        type.IsRecord && method.Name is "<Clone>$" or "Equals" or "op_Equality" or "op_Inequality" or "PrintMembers" or "Deconstruct";

    private static string Keyword(Accessibility accessibility) => accessibility == Accessibility.Public ? "public" : "protected";

    private static SymbolDisplayFormat Format(SymbolDisplayTypeQualificationStyle qualification) => new(
        typeQualificationStyle: qualification,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters | SymbolDisplayGenericsOptions.IncludeTypeConstraints | SymbolDisplayGenericsOptions.IncludeVariance,
        memberOptions: SymbolDisplayMemberOptions.IncludeAccessibility | SymbolDisplayMemberOptions.IncludeModifiers | SymbolDisplayMemberOptions.IncludeType
            | SymbolDisplayMemberOptions.IncludeParameters | SymbolDisplayMemberOptions.IncludeConstantValue | SymbolDisplayMemberOptions.IncludeRef,
        parameterOptions: SymbolDisplayParameterOptions.IncludeName | SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeDefaultValue
            | SymbolDisplayParameterOptions.IncludeParamsRefOut | SymbolDisplayParameterOptions.IncludeExtensionThis,
        propertyStyle: SymbolDisplayPropertyStyle.ShowReadWriteDescriptor,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);
}
