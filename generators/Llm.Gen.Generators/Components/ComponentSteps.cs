using Llm.Gen.Architectures;
using Llm.Gen.Emission;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Llm.Gen.Generators.Components;

/// <summary>The generator's steps about components: which a project has, which it may name, the table that it gets.</summary>
internal static class ComponentSteps
{
    /// <summary>The table of the project's own components; none where it has none.</summary>
    public static IncrementalValuesProvider<EquatableArray<EmittedFile>> Table(IncrementalValueProvider<EquatableArray<RegisteredComponent>> own) =>
        own.SelectMany(static (components, _) => new[] { ComponentTable.Print(components.Select(component => component.Type)) }.Where(files => files.Count > 0)).WithTrackingName(GeneratorSteps.Table);

    /// <summary>The project's own components.</summary>
    public static IncrementalValueProvider<EquatableArray<RegisteredComponent>> Own(IncrementalGeneratorInitializationContext context) =>
        context.SyntaxProvider.ForAttributeWithMetadataName(
                typeof(ComponentAttribute).FullName!,
                static (node, _) => node is TypeDeclarationSyntax,
                static (found, _) => ComponentReader.Read((INamedTypeSymbol)found.TargetSymbol))
            .WithTrackingName(GeneratorSteps.Component)
            .Collect()
            .Select(static (components, _) => components.OfType<RegisteredComponent>().Distinct().ToEquatableArray());

    /// <summary>Every component that configuration files of the project may name.</summary>
    public static IncrementalValueProvider<EquatableArray<RegisteredComponent>> Registered(
        IncrementalGeneratorInitializationContext context, IncrementalValueProvider<EquatableArray<RegisteredComponent>> own) =>
        own.Combine(context.CompilationProvider.Select(static (compilation, _) => ComponentReader.OfReferences(compilation)))
            .Select(static (all, _) => all.Left.Concat(all.Right).Distinct().ToEquatableArray())
            .WithTrackingName(GeneratorSteps.Registry);
}
