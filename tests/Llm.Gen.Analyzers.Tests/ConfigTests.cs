using Llm.Gen.Tests;
using Microsoft.CodeAnalysis;

namespace Llm.Gen.Analyzers.Tests;

public sealed class ConfigTests
{
    [Theory]
    [InlineData("tiny.json")]
    [InlineData("models/tiny.json")]
    [InlineData("models\\\\tiny.json")]
    [InlineData("/project/models/tiny.json")]
    public async Task A_file_is_found_by_the_end_of_its_path(string path)
    {
        Assert.Empty(await Of($"[Llm.Gen.FromConfig(\"{path}\")] public partial record Tiny;", Tiny("/project/models/tiny.json"), Tiny("/project/models/not-tiny.json")));
    }

    [Theory]
    [InlineData("iny.json")]
    [InlineData("Tiny.json")]
    [InlineData("other/tiny.json")]
    [InlineData("./tiny.json")]
    [InlineData("")]
    public async Task A_file_that_no_path_ends_with_is_missing(string path)
    {
        Assert.Equal(
            [$"LLMG021 '\"{path}\"' No additional file's path ends with \"{path}\"; expected the configuration among the project's additional files; add <AdditionalFiles Include=\"{path}\" /> to the project, or correct the path."],
            await Of($"[Llm.Gen.FromConfig(\"{path}\")] public partial record Tiny;", Tiny("/project/models/tiny.json")));
    }

    [Theory]
    [InlineData("[Llm.Gen.FromConfig(\"../configs/./tiny.json\")] public partial record Tiny;")]
    [InlineData("#line 1 \"/project/configs/other.cs\"\n[Llm.Gen.FromConfig(\"./tiny.json\")] public partial record Tiny;")]
    public async Task A_path_with_a_dot_counts_from_the_source_file_or_the_one_that_a_line_directive_names(string source)
    {
        var project = DeclaredProject.Create(source);
        var tree = project.SyntaxTrees[0];
        project = project.ReplaceSyntaxTree(tree, tree.WithFilePath("/project/models/Source0.cs"));

        Assert.Empty(await Reported.Of(project, [Tiny("/project/configs/tiny.json"), Tiny("/elsewhere/configs/tiny.json")], "CS1591"));
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_is_said_to_be_so()
    {
        Assert.Equal(["LLMG021 '\"tiny.json\"' \"tiny.json\" cannot be read; expected a text file in UTF-8; correct the file."],
            await Of("[Llm.Gen.FromConfig(\"tiny.json\")] public partial record Tiny;", new MemoryFile("/project/tiny.json", null)));
    }

    [Fact]
    public async Task Two_files_that_fit_are_both_named()
    {
        Assert.Equal(["LLMG022 '\"tiny.json\"' \"tiny.json\" fits /project/a/tiny.json and /project/b/tiny.json; expected one file; write more of its path, or begin it with ./ from the source file."],
            await Of("[Llm.Gen.FromConfig(path: \"tiny.json\")] public partial record Tiny;", Tiny("/project/b/tiny.json"), Tiny("/project/a/tiny.json")));
    }

    [Fact]
    public async Task Everything_that_is_wrong_in_a_file_is_said_where_it_is_named()
    {
        var wrong = ConfigTexts.Tiny.Replace("\"hidden_size\": 32", "\"hidden_size\": \"32\"").Replace("\"vocab_size\": 96,", "");

        Assert.Equal(
            [
                "LLMG023 '\"tiny.json\"' tiny.json: hidden_size is \"32\" (line 4, column 18); expected a whole number of 32 bits; correct it.",
                "LLMG023 '\"tiny.json\"' tiny.json: vocab_size is missing; expected a whole number; add it; the file may belong to another kind of model.",
            ],
            await Of("[Llm.Gen.FromConfig(\"tiny.json\")] public partial record Tiny;", new MemoryFile("/project/tiny.json", wrong)));
    }

    [Theory]
    [InlineData("", "The configuration is not JSON (line 1, column 1): the end of the text begins no value; expected an object, array, string, number, true, false or null; correct it.")]
    [InlineData("[]", "The configuration is an array; expected a JSON object; check that the file is a config.json.")]
    [InlineData("{ \"model_type\": \"mamba\" }", "model_type \"mamba\" is not supported; its keys and its tensors' names are not known; the nearest declaration is that of \"llama\".")]
    public async Task A_file_that_is_no_configuration(string text, string message)
    {
        Assert.Equal([$"LLMG023 '\"tiny.json\"' tiny.json: {message}"],
            await Of("[Llm.Gen.FromConfig(\"tiny.json\")] public partial record Tiny;", new MemoryFile("/project/tiny.json", text)));
    }

    [Fact]
    public async Task A_part_that_is_not_printed_yet()
    {
        const string layer = """{ "attention": { "heads": 4, "key_value_heads": 4, "head_size": 8 }, "feed_forward": { "inner": 64 }, "norm": { "type": "NORM", "epsilon": 1e-5 }, "position": { "theta": 10000 } }""";
        var layers = $"{layer.Replace("NORM", "rms", StringComparison.Ordinal)}, {layer.Replace("NORM", "layer", StringComparison.Ordinal)}";
        var mixed = $$"""{ "model_type": "llm_gen", "architectures": ["LlmGenForCausalLM"], "hidden_size": 32, "vocab_size": 96, "max_position_embeddings": 64, "layers": [{{layers}}] }""";

        Assert.Equal(["LLMG019 '\"tiny.json\"' tiny.json: The model has layers that differ; which the emitter does not print yet; use a model without, or a later version."],
            await Of("[Llm.Gen.FromConfig(\"tiny.json\")] public partial record Tiny;", new MemoryFile("/project/tiny.json", mixed)));
    }

    [Fact]
    public async Task A_rule_speaks_of_the_keys()
    {
        var wrong = ConfigTexts.Tiny.Replace("\"num_attention_heads\": 4", "\"num_attention_heads\": 5");

        Assert.Equal(["LLMG023 '\"tiny.json\"' tiny.json: hidden_size 32 cannot be split over 5 heads; expected a whole head size; use a multiple of 5, or set head_dim."],
            await Of("[Llm.Gen.FromConfig(\"tiny.json\")] public partial record Tiny;", new MemoryFile("/project/tiny.json", wrong)));
    }

    [Fact]
    public async Task An_unknown_key_is_a_warning_and_the_model_is_emitted()
    {
        var odd = ConfigTexts.Tiny.Replace("{", "{ \"hiden_act\": \"silu\",");

        Assert.Equal(["LLMG024 '\"tiny.json\"' tiny.json: Key \"hiden_act\" is not known (line 1, column 16); expected a key of the family \"llama\"; correct its spelling, or remove it: it is not used."],
            await Of("[Llm.Gen.FromConfig(\"tiny.json\")] public partial record Tiny { internal const int Twice = 2 * Vocab; }", new MemoryFile("/project/tiny.json", odd)));
        Assert.Equal(DiagnosticSeverity.Warning, DeclarationDiagnostics.Of("LLMG024").DefaultSeverity);
    }

    [Theory]
    [InlineData("Rope")]
    [InlineData("Decoder(Layers = 2)")]
    [InlineData("HuggingFace(\"llama\")")]
    public async Task A_part_beside_a_file(string part)
    {
        var name = part.Split('(')[0];

        Assert.Equal([$"LLMG007 '{part}' [{name}] stands beside [FromConfig]; expected the whole declaration in one place; remove one of the two."],
            await Of($"using Llm.Gen; [FromConfig(\"tiny.json\"), {part}] public partial record Tiny;", Tiny("/project/tiny.json")));
    }

    [Fact]
    public async Task The_record_is_checked_as_any_other()
    {
        Assert.Equal(["LLMG001 'Tiny' Tiny is not partial; expected a partial record, to which the model is added; write partial record Tiny."],
            await Of("[Llm.Gen.FromConfig(\"tiny.json\")] public record Tiny;", Tiny("/project/tiny.json")));
    }

    private static Task<IReadOnlyList<string>> Of(string source, params AdditionalText[] files) => Reported.Of(DeclaredProject.Create(source), files);

    private static MemoryFile Tiny(string path) => new(path, ConfigTexts.Tiny);
}
