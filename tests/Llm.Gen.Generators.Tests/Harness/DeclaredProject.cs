using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Llm.Gen.Tests;

/// <summary>A project in memory, as a user of the packages has it: his sources, the runtime's assemblies, the oldest language that is supported.</summary>
internal static class DeclaredProject
{
    public static CSharpParseOptions Language { get; } = new(LanguageVersion.CSharp12, DocumentationMode.Diagnose);

    private static readonly MetadataReference[] References = FindReferences();

    public static CSharpCompilation Create(params string[] sources) => Create(Language, sources);

    public static CSharpCompilation Create(CSharpParseOptions language, params string[] sources) =>
        CSharpCompilation.Create(
            "Declared",
            sources.Select((source, i) => CSharpSyntaxTree.ParseText(source, language, $"Source{i}.cs")),
            References,
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                nullableContextOptions: NullableContextOptions.Enable,
                generalDiagnosticOption: ReportDiagnostic.Error));

    /// <summary>A project whose runtime is another one.</summary>
    /// <param name="source">The project.</param>
    /// <param name="runtime">The source of all that the runtime has; null for no runtime.</param>
    public static CSharpCompilation CreateWithRuntime(string source, string? runtime)
    {
        var others = References.Where(reference => Path.GetFileName(reference.Display) != "Llm.Gen.Runtime.dll").ToList();
        var stand = runtime is null ? null : CSharpCompilation.Create("Llm.Gen.Runtime", [CSharpSyntaxTree.ParseText(runtime, Language)], others, new(OutputKind.DynamicallyLinkedLibrary));
        return Create(source).WithReferences(stand is null ? others : [.. others, stand.ToMetadataReference()]);
    }

    private static MetadataReference[] FindReferences() =>
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => IsOfUsers(Path.GetFileNameWithoutExtension(path)))
            .Select(path => MetadataReference.CreateFromFile(path))];

    private static bool IsOfUsers(string name) =>
        name is "Llm.Gen.Runtime" or "Llm.Gen.Architecture" or "TorchSharp" or "TorchSharp.System" or "netstandard"
        || name.StartsWith("System.", StringComparison.Ordinal);
}
