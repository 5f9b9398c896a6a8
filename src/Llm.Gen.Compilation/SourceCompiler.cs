using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Reflection.Metadata;
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
            References().Concat(source.References.Select(Reference)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, deterministic: true));

        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        if (!result.Success)
        {
            var errors = result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
            throw source.References.Count == 0
                ? new UnreachableException("Emitted code does not compile: " + string.Join(" ", errors))
                : new ArchitectureException(new([new("LLMG033", ArchitectureMember.Component, $"A component does not fit: {Describe(errors.First())}",
                    "expected a public class over the contract, and options that its constructor takes", "correct the configuration, or the component")]));
        }

        return image.ToArray();
    }

    /// <summary>What the compiler says, and of which line.</summary>
    private static string Describe(Diagnostic error) =>
        $"{error.GetMessage(CultureInfo.InvariantCulture)} ({error.Location.SourceTree?.GetText().Lines[error.Location.GetLineSpan().StartLinePosition.Line].ToString().Trim()})";

    /// <summary>An assembly as it is loaded, whether it came from a file or not.</summary>
    private static unsafe MetadataReference Reference(Assembly assembly)
    {
        if (!assembly.TryGetRawMetadata(out var blob, out var length))
            throw new ArgumentException($"{assembly.FullName} has no metadata; give an assembly that was loaded from a file.");
        return AssemblyMetadata.Create(ModuleMetadata.CreateFromMetadata((nint)blob, length)).GetReference(display: assembly.FullName);
    }

    private static IEnumerable<MetadataReference> References() =>
        new[] { typeof(object).Assembly, typeof(TorchSharp.torch).Assembly, typeof(ModelFactory).Assembly, typeof(Architecture).Assembly }
            .Concat(new[] { "System.Runtime", "System.Collections", "netstandard" }.Select(Assembly.Load))
            .Select(assembly => MetadataReference.CreateFromFile(assembly.Location));
}
