extern alias generators;

using generators::Llm.Gen.Generators;
using Llm.Gen.Benchmarks.Measuring;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Llm.Gen.Benchmarks.Generating;

/// <summary>The generator in the compiler: every model of a project at once, and one edited declaration among many.</summary>
public static class GeneratorBenchmark
{
    private const int WarmUp = 100;

    private static readonly CSharpParseOptions Language = new(LanguageVersion.CSharp12);

    public static Task<int> Run(Options options)
    {
        var all = options.Number("models", 60);
        var edited = options.Number("edited", 50);
        var times = options.Number("times", 101);

        var project = Project(all);
        var first = Sample.Milliseconds(() => Driver().RunGenerators(project));
        Sample.Print($"{all} models, the first in a process", [first], 2_000);
        Sample.Print($"{all} models, the compiler warm", [.. Enumerable.Range(0, times).Select(_ => Again(all))], 2_000);
        Sample.Print($"one edited declaration among {edited}", Edits(edited, times), 15);
        return Task.FromResult(0);
    }

    private static double Again(int count)
    {
        var project = Project(count);
        return Sample.Milliseconds(() => Driver().RunGenerators(project));
    }

    /// <summary>Edits one declaration after another, as if somebody typed in an editor that has been open for a while, and times the driver alone.</summary>
    private static List<double> Edits(int count, int times)
    {
        var project = Project(count);
        var driver = Driver().RunGenerators(project);
        var milliseconds = new List<double>();
        for (var i = 0; i < WarmUp + times; i++)
        {
            var place = i % count;
            project = project.ReplaceSyntaxTree(project.SyntaxTrees[place], Declaration(place, 1_024 + i));
            milliseconds.Add(Sample.Milliseconds(() => driver = driver.RunGenerators(project)));
        }

        return milliseconds[WarmUp..];
    }

    private static GeneratorDriver Driver() => CSharpGeneratorDriver.Create([new ModelGenerator().AsSourceGenerator()], parseOptions: Language);

    private static CSharpCompilation Project(int count) =>
        CSharpCompilation.Create("Declared", Enumerable.Range(0, count).Select(i => Declaration(i, 1_536)), References(), new(OutputKind.DynamicallyLinkedLibrary));

    private static SyntaxTree Declaration(int number, int inner) =>
        CSharpSyntaxTree.ParseText(
            $$"""
            using Llm.Gen;

            namespace Declared;

            [Decoder(Layers = 30, Hidden = 576, Vocab = 49_152, Positions = 8_192, TiedEmbeddings = true)]
            [Gqa(9, 3), SwiGlu({{inner}}), RmsNorm(1e-5), Rope(100_000)]
            public partial record Model{{number}};
            """, Language, $"Model{number}.cs");

    private static IEnumerable<MetadataReference> References() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("Llm.Gen.Generators", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path));
}
