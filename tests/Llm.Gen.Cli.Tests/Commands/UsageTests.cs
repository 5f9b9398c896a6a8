using Llm.Gen.Tests;

namespace Llm.Gen.Cli.Tests.Commands;

public class UsageTests
{
    [Theory]
    [InlineData("inspect")]
    [InlineData("verify")]
    [InlineData("generate")]
    [InlineData("tokenizer")]
    [InlineData("tokenizer encode")]
    [InlineData("tokenizer decode")]
    [InlineData("tokenizer train")]
    [InlineData("template")]
    [InlineData("plot")]
    [InlineData("doctor")]
    public void Every_verb_explains_itself_and_refuses_unknown_options(string verb)
    {
        var help = Llm.Run([.. verb.Split(' '), "--help"]);
        Assert.Equal((0, ""), (help.ExitCode, help.Error));
        Assert.Contains($"llm {verb}", help.Output);

        Llm.Run([.. verb.Split(' '), "--no-such-option"]).AssertRefused($"llm {verb}", "--no-such-option");
    }

    [Theory]
    [InlineData("")]
    [InlineData("no-such-verb")]
    [InlineData("inspect")]
    [InlineData("inspect one two")]
    [InlineData("generate somewhere")]
    [InlineData("generate somewhere --prompt x --top-k many")]
    [InlineData("generate somewhere --prompt x --precision int3")]
    public void Wrong_usage_is_one_line_and_exit_code_2(string arguments) =>
        Llm.Run(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)).AssertRefused("--help");

    [Theory]
    [InlineData("--temperature", "-1")]
    [InlineData("--max-new-tokens", "0")]
    [InlineData("--top-p", "2")]
    [InlineData("--min-p", "-0.5")]
    [InlineData("--top-k", "-3")]
    [InlineData("--repetition-penalty", "0")]
    [InlineData("--top-k", "5")]
    public void Values_without_meaning_are_refused(string option, string value) =>
        Llm.Run("generate", Cases.Supported[0], "--prompt", "x", option, value).AssertRefused("llm generate: --", option);

    [Fact]
    public void Before_the_first_build_the_script_says_what_to_do()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("eng"));
        File.Copy(Repository.Find("eng/llm"), folder.File("eng/llm"));

        var run = Llm.RunProgram(folder.File("eng/llm"), [], []);

        Assert.Equal((2, "eng/llm: the tool is not built yet; run eng/setup.sh first\n"), (run.ExitCode, run.Error));
    }
}
