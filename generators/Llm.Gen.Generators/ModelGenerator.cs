using System.Text;
using Llm.Gen.Emission;
using Llm.Gen.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Llm.Gen.Generators;

/// <summary>Emits a model for each record with a <see cref="DecoderAttribute"/>: syntax, declaration, files. What is wrong with one is the analyzer's to say.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class ModelGenerator : IIncrementalGenerator
{
    /// <summary>The step that reads a record's attributes.</summary>
    public const string ParseStep = "Parse";

    /// <summary>The step that leaves only declarations without errors.</summary>
    public const string DeclarationStep = "Declaration";

    /// <summary>The step that prints a declaration.</summary>
    public const string EmitStep = "Emit";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var files = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                typeof(DecoderAttribute).FullName!,
                static (node, _) => node is TypeDeclarationSyntax,
                static (found, cancellation) => DeclarationParser.Parse((INamedTypeSymbol)found.TargetSymbol, cancellation).Declaration)
            .WithTrackingName(ParseStep)
            .SelectMany(static (declaration, _) => declaration is null ? Array.Empty<ModelDeclaration>() : [declaration])
            .WithTrackingName(DeclarationStep)
            .Select(static (declaration, _) => ModelEmitter.Emit(declaration))
            .WithTrackingName(EmitStep);

        context.RegisterSourceOutput(files, static (output, files) =>
        {
            foreach (var file in files)
                output.AddSource(file.HintName, SourceText.From(file.Text, Utf8));
        });
    }
}
