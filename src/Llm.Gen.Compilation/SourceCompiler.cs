using System.Diagnostics;
using System.Reflection;
using Llm.Gen.Architectures;
using Llm.Gen.Runtime;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Llm.Gen.Compilation;

/// <summary>Compiles emitted source with Roslyn; the only type here that knows it.</summary>
internal static class SourceCompiler
{
    private static readonly CSharpParseOptions Language = new(LanguageVersion.CSharp12, DocumentationMode.None);

    /// <summary>The assembly as bytes. Emitted code that does not compile is an error of ours.</summary>
    public static byte[] Compile(ModelSource source)
    {
        var compilation = CSharpCompilation.Create(
            "Llm.Gen.Compiled." + source.Key,
            source.Files.Select(file => CSharpSyntaxTree.ParseText(SourceText.From(file.Text), Language, file.HintName)),
            References(),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, deterministic: true));

        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        if (!result.Success)
        {
            var errors = result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
            throw new UnreachableException("Emitted code does not compile: " + string.Join(" ", errors));
        }

        return image.ToArray();
    }

    private static IEnumerable<MetadataReference> References() =>
        new[] { typeof(object).Assembly, typeof(TorchSharp.torch).Assembly, typeof(ModelFactory).Assembly, typeof(Architecture).Assembly }
            .Concat(new[] { "System.Runtime", "System.Collections", "netstandard" }.Select(Assembly.Load))
            .Select(assembly => MetadataReference.CreateFromFile(assembly.Location));
}
