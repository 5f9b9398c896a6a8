using System.Text;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace Llm.Gen.Tests;

public class ExamplesTests
{
    public static TheoryData<string> Examples => new(
        Directory.GetDirectories(Repository.Find("examples")).Where(folder => Directory.Exists(Path.Combine(folder, "Generated"))).Select(folder => Path.GetFileName(folder)));

    [Theory]
    [MemberData(nameof(Examples))]
    public void The_emitted_files_beside_an_example_are_what_is_emitted_today(string example)
    {
        var folder = Repository.Find($"examples/{example}");

        var emitted = GeneratorRun.Emit(DeclaredProject.Create(Declarations(folder)), Configurations(folder));

        if (Acceptance.IsAsked)
            Accept(folder, emitted);
        var shown = Directory.GetFiles(Path.Combine(folder, "Generated"), "*.g.cs", SearchOption.AllDirectories)
            .ToDictionary(path => Path.GetFileName(path), File.ReadAllBytes);
        Assert.Equal(emitted.Select(file => file.HintName).Order(), shown.Keys.Order());
        Assert.All(emitted, file => Assert.True(
            Text(file).SequenceEqual(shown[file.HintName]), $"{file.HintName} is not what is emitted; if the new text is right, build examples/{example}, or run the test again with LLM_GEN_ACCEPT=1."));
    }

    // What declares something, and what the SDK lets a file see without a using.
    private static readonly string[] Marks = ["[Decoder(", "[Component("];

    private const string ImplicitUsings = "global using System; global using System.Collections.Generic; global using System.Linq;";

    private static void Accept(string folder, IEnumerable<GeneratedSourceResult> emitted)
    {
        foreach (var file in emitted)
        {
            var shown = Directory.GetFiles(Path.Combine(folder, "Generated"), file.HintName, SearchOption.AllDirectories).Single();
            File.WriteAllBytes(shown, Text(file));
        }
    }

    private static string[] Declarations(string folder) => Directory.GetFiles(folder, "*.*proj").Single() is var project && Path.GetExtension(project) == ".csproj"
        ? [ImplicitUsings, .. Directory.GetFiles(folder, "*.cs").Order().Select(File.ReadAllText).Where(text => Marks.Any(mark => text.Contains(mark, StringComparison.Ordinal)))]
        : [.. Items(project).Select(file => $"namespace Examples.{Path.GetFileName(folder)}; [Llm.Gen.FromConfig(\"{file}\")] public partial record {Path.GetFileNameWithoutExtension(file)};")];

    private static MemoryFile[] Configurations(string folder) =>
        [.. Items(Directory.GetFiles(folder, "*.*proj").Single()).Select(file => new MemoryFile(file, File.ReadAllText(Path.Combine(folder, file))))];

    private static IEnumerable<string> Items(string project) => XDocument.Load(project).Descendants("LlmModel").Select(item => item.Attribute("Include")!.Value);

    // The compiler writes a file in the encoding that the generator gave it, with that encoding's mark.
    private static byte[] Text(GeneratedSourceResult file)
    {
        var encoding = file.SourceText.Encoding ?? new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        return [.. encoding.GetPreamble(), .. encoding.GetBytes(file.SourceText.ToString())];
    }
}
