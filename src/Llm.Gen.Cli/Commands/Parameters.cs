using System.CommandLine;

namespace Llm.Gen.Cli.Commands;

/// <summary>Arguments and options that several verbs have.</summary>
internal static class Parameters
{
    public static Argument<string> Model() => new("MODEL") { Description = "a Hugging Face folder or a .gguf file" };

    public static Option<bool> Json() => new("--json") { Description = "print one JSON object on standard output, everything else on standard error" };
}
