using System.Text;
using Llm.Gen.Architectures;
using Llm.Gen.Emission;
using Llm.Gen.Generators.Components;
using Llm.Gen.Generators.Configuration;
using Llm.Gen.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Llm.Gen.Generators;

/// <summary>
/// Emits a model for each record with a <see cref="DecoderAttribute"/> or a <see cref="FromConfigAttribute"/>: syntax, declaration, files.
/// What is wrong with one is the analyzer's to say.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class ModelGenerator : IIncrementalGenerator
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var declared = Present(Read(context, typeof(DecoderAttribute), static parsed => parsed.Declaration).WithTrackingName(GeneratorSteps.Parse));
        var references = Present(Read(context, typeof(FromConfigAttribute), static parsed => parsed.Reference).WithTrackingName(GeneratorSteps.Reference));
        var components = ComponentSteps.Own(context);
        context.RegisterSourceOutput(ComponentSteps.Table(components), Add);
        var configured = Present(Resolve(context, references, ComponentSteps.Registered(context, components)).WithTrackingName(GeneratorSteps.Resolve));

        var suffixes = declared.Collect().Combine(configured.Collect())
            .Select(static (all, _) => HintNames.Suffixes(all.Left.Concat(all.Right)))
            .WithTrackingName(GeneratorSteps.Names);
        var isRuntimeThere = context.CompilationProvider
            .Select(static (compilation, _) => RuntimeReference.IsKept(compilation))
            .WithTrackingName(GeneratorSteps.Runtime);

        foreach (var declarations in new[] { declared, configured })
        {
            var files = Present(declarations.Combine(suffixes.Combine(isRuntimeThere))
                    .Select(static (pair, _) => pair.Right.Right ? HintNames.Distinguish(pair.Left, pair.Right.Left) : null)
                    .WithTrackingName(GeneratorSteps.Declaration))
                .Select(static (declaration, _) => ModelEmitter.Emit(declaration))
                .WithTrackingName(GeneratorSteps.Emit);
            context.RegisterSourceOutput(files, Add);
        }
    }

    /// <summary>What the records with an attribute declare. One with parts in several files is read once.</summary>
    private static IncrementalValuesProvider<T?> Read<T>(IncrementalGeneratorInitializationContext context, Type attribute, Func<ParsedDeclaration, T?> result) where T : class =>
        context.SyntaxProvider.ForAttributeWithMetadataName(
            attribute.FullName!,
            static (node, _) => node is TypeDeclarationSyntax,
            (found, cancellation) => IsFirstPart(found) ? result(DeclarationParser.Parse((INamedTypeSymbol)found.TargetSymbol, cancellation)) : null);

    private static bool IsFirstPart(GeneratorAttributeSyntaxContext found)
    {
        var first = found.TargetSymbol.GetAttributes()
            .First(attribute => SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, found.Attributes[0].AttributeClass))
            .ApplicationSyntaxReference;
        return first is not null && first.SyntaxTree == found.TargetNode.SyntaxTree && found.TargetNode.Span.Contains(first.Span);
    }

    /// <summary>The declarations that files hold. Each depends on the files that fit it alone.</summary>
    private static IncrementalValuesProvider<ModelDeclaration?> Resolve(
        IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<ConfigReference> references, IncrementalValueProvider<EquatableArray<RegisteredComponent>> components)
    {
        var files = context.AdditionalTextsProvider
            .Combine(references.Collect())
            .Where(static pair => pair.Right.Any(reference => reference.Path.Fits(pair.Left.Path)))
            .Select(static (pair, cancellation) => new ConfigFile(pair.Left.Path, pair.Left.GetText(cancellation)?.ToString()))
            .WithTrackingName(GeneratorSteps.File);
        return references
            .Combine(files.Collect())
            .Select(static (pair, _) => (Reference: pair.Left, Files: pair.Right.Where(file => pair.Left.Path.Fits(file.Path)).ToEquatableArray()))
            .WithTrackingName(GeneratorSteps.Match)
            .Combine(components)
            .Select(static (pair, _) => ResolvedConfig.Of(pair.Left.Reference, pair.Left.Files, pair.Right).Declaration);
    }

    private static IncrementalValuesProvider<T> Present<T>(IncrementalValuesProvider<T?> values) where T : class =>
        values.SelectMany(static (value, _) => value is null ? Array.Empty<T>() : [value]);

    private static void Add(SourceProductionContext output, EquatableArray<EmittedFile> files)
    {
        foreach (var file in files)
            output.AddSource(file.HintName, SourceText.From(file.Text, Utf8));
    }
}
