namespace Llm.Gen.Properties

open System
open System.Collections.Immutable
open System.IO
open System.Reflection
open System.Threading
open Microsoft.CodeAnalysis
open Microsoft.CodeAnalysis.CSharp
open Microsoft.CodeAnalysis.Diagnostics
open Microsoft.CodeAnalysis.Text

/// An additional file in memory.
type MemoryFile(path, text: string) =
    inherit AdditionalText()
    override _.Path = path
    override _.GetText(_: CancellationToken) = SourceText.From text

/// What came of a source: the files emitted, what the analyzer found, what the compiler found.
type Outcome =
    { Emitted: int
      Failures: string list
      Reported: string list
      CompilerErrors: string list
      EmittedErrors: string list }

/// The generator and the analyzer, loaded as the compiler loads them, run over one source.
module GeneratorRun =

    let private load (project: string) (name: string) =
        let configuration = DirectoryInfo(AppContext.BaseDirectory).Name
        let folder = Path.Combine(AppContext.BaseDirectory, "..", "..", project, configuration)
        Assembly.LoadFrom(Path.GetFullPath(Path.Combine(folder, name + ".dll")))

    let private analyzer =
        Activator.CreateInstance((load "Llm.Gen.Analyzers" "Llm.Gen.Analyzers").GetType("Llm.Gen.Analyzers.DeclarationAnalyzer", true)) :?> DiagnosticAnalyzer

    let private generator =
        Activator.CreateInstance((load "Llm.Gen.Analyzers" "Llm.Gen.Generators").GetType("Llm.Gen.Generators.ModelGenerator", true)) :?> IIncrementalGenerator

    let private language = CSharpParseOptions(LanguageVersion.CSharp12, DocumentationMode.Diagnose)

    let private references =
        let isUsers (path: string) =
            let name = Path.GetFileNameWithoutExtension path
            name.StartsWith("System.", StringComparison.Ordinal)
            || List.contains name [ "Llm.Gen.Runtime"; "Llm.Gen.Architecture"; "TorchSharp"; "TorchSharp.System"; "netstandard" ]

        (AppContext.GetData "TRUSTED_PLATFORM_ASSEMBLIES" :?> string).Split Path.PathSeparator
        |> Array.filter isUsers
        |> Array.map (fun path -> MetadataReference.CreateFromFile path :> MetadataReference)

    let private project (source: string) =
        CSharpCompilation.Create(
            "Declared",
            [ CSharpSyntaxTree.ParseText(source, language, "Source.cs") ],
            references,
            CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions = NullableContextOptions.Enable)
        )

    let private driver (files: ImmutableArray<AdditionalText>) = CSharpGeneratorDriver.Create([ generator.AsSourceGenerator() ], files, language)

    /// The emitted files of a source: name and text.
    let emitted (source: string) =
        let result = (driver ImmutableArray.Empty).RunGenerators(project source).GetRunResult()
        [ for file in (Seq.exactlyOne result.Results).GeneratedSources -> file.HintName, file.SourceText.ToString() ]

    /// What comes of a source beside a file a.json.
    let over (source: string) (config: string) =
        let project = project source
        let files: ImmutableArray<AdditionalText> = ImmutableArray.Create<AdditionalText>(MemoryFile("/project/a.json", config))
        let driver = driver files
        let mutable compilation: Compilation = project
        let mutable ofDriver = ImmutableArray<Diagnostic>.Empty
        let result = driver.RunGeneratorsAndUpdateCompilation(project, &compilation, &ofDriver).GetRunResult()
        let emitted = result.GeneratedTrees
        let options = CompilationWithAnalyzersOptions(AnalyzerOptions files, null, true, false)
        let reports = (CompilationWithAnalyzers(compilation, ImmutableArray.Create analyzer, options)).GetAllDiagnosticsAsync().Result
        let isError (report: Diagnostic) = report.Severity = DiagnosticSeverity.Error
        let isOurs (report: Diagnostic) = report.Id.StartsWith("LLMG", StringComparison.Ordinal)
        let isEmitted (report: Diagnostic) = emitted |> Seq.contains report.Location.SourceTree
        let texts reports = reports |> Seq.map (fun (report: Diagnostic) -> report.ToString()) |> List.ofSeq

        { Emitted = emitted.Length
          Failures = texts (Seq.append ofDriver (reports |> Seq.filter (fun report -> report.Id.StartsWith("AD", StringComparison.Ordinal))))
          Reported = reports |> Seq.filter (fun report -> isOurs report && isError report) |> texts
          CompilerErrors = reports |> Seq.filter (fun report -> isError report && not (isOurs report)) |> texts
          EmittedErrors = reports |> Seq.filter isEmitted |> Seq.filter (fun report -> report.Severity >= DiagnosticSeverity.Warning) |> texts }
