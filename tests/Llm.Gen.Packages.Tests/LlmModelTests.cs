using System.Text.RegularExpressions;
using Llm.Gen.Tests;

namespace Llm.Gen.Packages.Tests;

/// <summary>The item LlmModel in F# projects: models of configuration files, made before the F# compiler runs.</summary>
[Collection(PackageCollection.Name)]
public sealed class LlmModelTests(PackageFeed feed)
{
    private const string Item = """<LlmModel Include="small.json" />""";
    private const string Assembly = "obj/Release/net10.0/LlmModels/Fresh.LlmModels.dll";

    private const string Small = """
        {
          "model_type": "llama", "num_hidden_layers": 2, "hidden_size": 16, "intermediate_size": 32, "vocab_size": 64,
          "max_position_embeddings": 32, "num_attention_heads": 4, "rms_norm_eps": 1e-5, "tie_word_embeddings": true
        }
        """;

    private const string Program = """
        open Fresh
        printfn $"{Small.ParameterCount} {Small.Facts.Name}"
        """;

    /// <summary>The example as a user would write it, far from this repository.</summary>
    [Fact]
    public void A_fresh_project_without_a_file_of_CSharp_trains_two_steps_of_an_adapter_and_generates()
    {
        var files = new[] { "Verse.json", "Poems.fs", "Program.fs" }.Select(file => (file, File.ReadAllText(Repository.Find($"examples/FSharp/{file}")))).ToArray();
        using var consumer = new Consumer("Verses", feed, ["Llm.Gen", "Llm.Gen.Tokenization", "Llm.Gen.Data", "Llm.Gen.Training", "Llm.Gen.Generation"], files)
            .With("<PropertyGroup><RootNamespace>Examples.FSharp</RootNamespace></PropertyGroup>").With(Items("""<LlmModel Include="Verse.json" />"""));

        consumer.Build();
        var lines = consumer.Run("2");

        Assert.Contains("model.Decoder.Layers[1].Attention.Query", consumer.Read("Program.fs"));
        Assert.Contains("All 110912 parameters learn a poem:", lines);
        Assert.Contains("Frozen, it learns another in 512 parameters beside one of its matrices:", lines);
        Assert.Contains(lines, line => Regex.IsMatch(line, @"^  the loss of step 2 is [0-9]+\.[0-9]{3}$"));
        Assert.Equal(2, lines.Count(line => Regex.IsMatch(line, "^  In the forests.+")));
        Assert.Equal("Only the adapter has changed: True", lines[^1]);
    }

    [Fact]
    public void A_model_is_made_once_and_again_when_its_file_changes()
    {
        using var consumer = Fresh(Item);
        consumer.Build();
        var (made, first) = (MadeAt(consumer), consumer.Run());

        consumer.Build();
        Assert.Equal(made, MadeAt(consumer));

        consumer.Write("small.json", Small.Replace("\"num_hidden_layers\": 2", "\"num_hidden_layers\": 3"));
        consumer.Build();
        Assert.NotEqual(made, MadeAt(consumer));

        const int Embedding = 64 * 16, Layer = 4 * 16 * 16 + 3 * 32 * 16 + 2 * 16, FinalNorm = 16;
        Assert.Equal([$"{Embedding + 2 * Layer + FinalNorm} Small"], first);
        Assert.Equal([$"{Embedding + 3 * Layer + FinalNorm} Small"], consumer.Run());
    }

    [Fact]
    public void Emitted_files_and_their_documentation_lie_beside_the_assembly()
    {
        using var consumer = Fresh(Item);

        consumer.Build();

        var sources = Directory.GetFiles(Path.Combine(consumer.Folder, "obj/Release/net10.0/LlmModels"), "*.g.cs", SearchOption.AllDirectories);
        Assert.Equal(["Fresh.Small.Adapters.g.cs", "Fresh.Small.Model.g.cs", "Fresh.Small.Weights.g.cs"], sources.Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Contains("parameters in 2 layers", consumer.Read("bin/Release/net10.0/Fresh.LlmModels.xml"));
    }

    [Fact]
    public void Cleaning_leaves_nothing_of_a_model()
    {
        using var consumer = Fresh(Item);
        consumer.Build();

        consumer.Say("clean", "-c", "Release");

        Assert.Empty(Directory.GetFileSystemEntries(consumer.Folder, "*LlmModels*", SearchOption.AllDirectories));
    }

    [Fact]
    public void Names_come_from_the_file_from_the_folder_of_a_config_or_from_the_item()
    {
        using var consumer = Fresh("""
            <LlmModel Include="pocket-sized.json;far/config.json" />
            <LlmModel Include="small.json" Record="Named" Namespace="Somewhere.Else" />
            """, "printfn $\"{Fresh.Pocket_sized.Facts.Name} {Fresh.Far.Facts.Name} {Somewhere.Else.Named.Facts.Name}\"");
        consumer.Write("pocket-sized.json", Small);
        Directory.CreateDirectory(Path.Combine(consumer.Folder, "far"));
        consumer.Write("far/config.json", Small);

        consumer.Build();

        Assert.Equal(["Pocket_sized Far Named"], consumer.Run());
    }

    [Theory]
    [InlineData("\"hidden_size\": 16,", "", "./small.json: hidden_size is missing; expected a whole number")]
    [InlineData("\"hidden_size\": 16,", "\"hidden_size\": 18,", "./small.json: hidden_size 18 cannot be split over 4 heads; expected a whole head size; use a multiple of 4")]
    [InlineData("\"model_type\"", "model_type", "./small.json: The configuration is not JSON (line 2, column 3)")]
    public void What_is_wrong_with_a_file_is_said_at_that_file(string text, string wrong, string message)
    {
        using var consumer = Fresh(Item);
        consumer.Write("small.json", Small.Replace(text, wrong));

        Assert.Contains($"small.json(1,1): error LLMG023: {message}", consumer.Fail());
    }

    [Theory]
    [InlineData("<LlmModel Include=\"none.json\" />", "LLMB001: LlmModel \"none.json\" is no file; expected a config.json or a file with its keys; correct the path.")]
    [InlineData("<LlmModel Include=\"small.json\" Record=\"2small\" />", "LLMB002: LlmModel \"small.json\" has the record name \"2small\"; expected letters, digits and underscores, the first no digit; set Record.")]
    [InlineData("<LlmModel Include=\"small.json\" Namespace=\"A..B\" />", "LLMB002: LlmModel \"small.json\" has the namespace \"A..B\"; expected names with dots between them; set Namespace.")]
    [InlineData("<LlmModel Include=\"small.json\" /><LlmModel Include=\"small.json\" />", "LLMB003: 2 LlmModel items come to the name Fresh.Small; expected one each; set Record or Namespace.")]
    public void A_wrong_item_is_said_in_the_project(string items, string message)
    {
        using var consumer = Fresh(items);

        Assert.Contains($"Fresh.fsproj : error {message}", consumer.Fail());
    }

    [Fact]
    public void Every_error_of_an_item_has_a_page()
    {
        var targets = File.ReadAllText(Repository.Find("src/Llm.Gen.Runtime/buildTransitive/Llm.Gen.targets"));
        var raised = Regex.Matches(targets, """Code="(LLMB[0-9]+)" HelpLink="docs/diagnostics/\1\.md" """).Select(match => match.Groups[1].Value).Distinct();
        var pages = Directory.GetFiles(Repository.Find("docs/diagnostics"), "LLMB*.md").Select(path => Path.GetFileNameWithoutExtension(path));

        Assert.Equal(raised, pages.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_editor_loads_a_project_with_a_wrong_file()
    {
        using var consumer = Fresh(Item);
        consumer.Say("restore");
        consumer.Write("small.json", "{");

        var said = Load();
        Assert.Contains("warning LLMG023: ./small.json: The configuration is not JSON", said);
        Assert.Contains("Program.fs", said);

        File.Delete(Path.Combine(consumer.Folder, "small.json"));
        Assert.Contains("warning LLMB001", Load());

        consumer.Write("small.json", Small);
        Assert.Contains("-r:" + Path.Combine(consumer.Folder, Assembly), Load());

        string Load() => consumer.Say(
            "msbuild", "-t:ResolveAssemblyReferencesDesignTime;FindReferenceAssembliesForReferences;CoreCompile", "-getItem:FscCommandLineArgs", "-p:Configuration=Release", "-p:DesignTimeBuild=true",
            "-p:SkipCompilerExecution=true", "-p:ProvideCommandLineArgs=true");
    }

    [Fact]
    public void A_library_hands_its_models_on_as_a_project_and_as_a_package()
    {
        using var models = new Consumer("Fresh", feed, ["Llm.Gen"], ("small.json", Small), ("Nothing.fs", "module Fresh.Nothing\nlet nothing = ()\n"))
            .With("<PropertyGroup><OutputType>Library</OutputType><Version>1.0.0-beta</Version></PropertyGroup>").With(Items(Item));
        using var program = new Consumer("User", feed, [], ("Program.fs", Program)).With(Items($"""<ProjectReference Include="{Path.Combine(models.Folder, models.Project)}" />"""));

        program.Build();
        Assert.EndsWith(" Small", program.Run().Single());

        models.Say("pack", "-c", "Release", "-o", "packed");
        var packed = Package.Read(Directory.GetFiles(Path.Combine(models.Folder, "packed"), "*.nupkg").Single());
        Assert.Contains("lib/net10.0/Fresh.LlmModels.dll", packed.Files);
    }

    private Consumer Fresh(string items, string program = Program) =>
        new Consumer("Fresh", feed, ["Llm.Gen"], ("small.json", Small), ("Program.fs", program)).With(Items(items));

    private static string Items(string items) => $"<ItemGroup>{items}</ItemGroup>";

    private static DateTime MadeAt(Consumer consumer) => File.GetLastWriteTimeUtc(Path.Combine(consumer.Folder, Assembly));
}
