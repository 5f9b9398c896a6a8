extern alias generators;

using generators::Llm.Gen.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Llm.Gen.Tests;

/// <summary>The generator run over a project.</summary>
internal static class GeneratorRun
{
    public static GeneratorDriver Driver(CSharpParseOptions? language = null, params AdditionalText[] files) =>
        CSharpGeneratorDriver.Create(
            [new ModelGenerator().AsSourceGenerator()],
            files,
            parseOptions: language ?? DeclaredProject.Language,
            driverOptions: new(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>The emitted files; the whole has to compile without a warning.</summary>
    public static IReadOnlyList<GeneratedSourceResult> Emit(params string[] sources) => Emit(DeclaredProject.Create(sources));

    /// <summary>The emitted files of a project; the whole has to compile without a warning.</summary>
    public static IReadOnlyList<GeneratedSourceResult> Emit(CSharpCompilation project, params AdditionalText[] files)
    {
        var language = (CSharpParseOptions)project.SyntaxTrees[0].Options;
        var driver = Driver(language, files).RunGeneratorsAndUpdateCompilation(project, out var compilation, out var reported);

        Assert.Empty(reported);
        Assert.Empty(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity != DiagnosticSeverity.Hidden && !IsUndocumentedSource(diagnostic)));
        return driver.GetRunResult().Results.Single().GeneratedSources;
    }

    /// <summary>Tests leave their own sources without documentation; emitted code has to have it.</summary>
    public static bool IsUndocumentedSource(Diagnostic diagnostic) =>
        diagnostic.Id == "CS1591" && diagnostic.Location.SourceTree!.FilePath.StartsWith("Source", StringComparison.Ordinal);
}
