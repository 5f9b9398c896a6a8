using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Llm.Gen.Cli.Generating;
using Llm.Gen.Cli.Terminal;
using Llm.Gen.Generation;
using Llm.Gen.Runtime;

namespace Llm.Gen.Cli.Commands;

/// <summary><c>llm generate MODEL --prompt TEXT</c>: the continuation of a text, as it is made.</summary>
internal static class GenerateCommand
{
    private static readonly TextGenerationOptions Usual = new();

    private static readonly (string Name, Precision Precision)[] Precisions =
        [("stored", Precision.AsStored), ("float32", Precision.Float32), ("bfloat16", Precision.BFloat16)];

    public static Command Create()
    {
        var model = Parameters.Model();
        var prompt = new Option<string>("--prompt") { Description = "the text to continue", Required = true };
        var length = Setting("--max-new-tokens", "tokens to make at most", Usual.MaxNewTokens);
        var temperature = Setting("--temperature", "what scores are divided by before drawing; 0 takes the best token always", Usual.Temperature);
        var topK = Setting("--top-k", "draw from this many of the best tokens; 0 keeps all", Usual.TopK);
        var topP = Setting("--top-p", "draw from the best tokens that have this probability together; 1 keeps all", Usual.TopP);
        var minP = Setting("--min-p", "draw from tokens at least this share as probable as the best; 0 keeps all", Usual.MinP);
        var penalty = Setting("--repetition-penalty", "above 1, tokens that occurred become less likely", Usual.RepetitionPenalty);
        var seed = Setting("--seed", "the same seed, prompt and options give the same text", Usual.Seed);
        var precision = new Option<string>("--precision")
        {
            Description = "what to compute in",
            DefaultValueFactory = _ => Precisions[0].Name,
        };
        precision.AcceptOnlyFromAmong([.. Precisions.Select(row => row.Name)]);
        var adapter = new Option<string[]>("--adapter") { Description = "a folder in the PEFT format to put on the model; several are on at once" };
        var components = TrustedComponents.Option();
        var json = Parameters.Json();
        var command = new Command("generate", "Continue a text.")
        {
            model, prompt, length, temperature, topK, topP, minP, penalty, seed, precision, adapter, components, json,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var request = new GenerationRequest
            {
                Model = parsed.GetRequiredValue(model),
                Prompt = parsed.GetRequiredValue(prompt),
                Compiler = TrustedComponents.Compiler(parsed.GetValue(components)),
                Precision = Array.Find(Precisions, row => row.Name == parsed.GetValue(precision)).Precision,
                Adapters = parsed.GetValue(adapter) ?? [],
                Options = new TextGenerationOptions
                {
                    MaxNewTokens = parsed.GetValue(length),
                    Temperature = parsed.GetValue(temperature),
                    TopK = parsed.GetValue(topK),
                    TopP = parsed.GetValue(topP),
                    MinP = parsed.GetValue(minP),
                    RepetitionPenalty = parsed.GetValue(penalty),
                    Seed = parsed.GetValue(seed),
                },
            };
            Require(request.Options);
            return RunAsync(request, parsed.GetValue(json), cancellation);
        });
        return command;
    }

    // The library names its properties; here they are options.
    private static void Require(TextGenerationOptions options)
    {
        try
        {
            options.Validate();
        }
        catch (ArgumentOutOfRangeException problem)
        {
            string[] names = [nameof(options.MaxNewTokens), nameof(options.Temperature), nameof(options.TopK), nameof(options.TopP), nameof(options.MinP), nameof(options.RepetitionPenalty)];
            throw new ArgumentException(names.Aggregate(Problems.Describe(problem), (text, name) => text.Replace(name, $"--{JsonNamingPolicy.KebabCaseLower.ConvertName(name)}", StringComparison.Ordinal)), problem);
        }
    }

    private static async Task<int> RunAsync(GenerationRequest request, bool isJson, CancellationToken cancellation)
    {
        var page = isJson ? TextWriter.Null : Console.Out;
        var result = await request.RunAsync(page, cancellation);
        if (isJson)
            Report.Print(Describe(result));
        else
            await Console.Error.WriteLineAsync(Summarize(result));
        return 0;
    }

    // The keys are a contract.
    private static JsonObject Describe(GeneratedText result) => new()
    {
        ["text"] = result.Text,
        ["tokens"] = new JsonArray([.. result.Tokens.Select(id => (JsonNode)id)]),
        ["prompt_tokens"] = result.PromptTokens,
        ["finish_reason"] = Reason(result),
        ["seconds_to_first_token"] = result.TimeToFirstToken.TotalSeconds,
        ["tokens_per_second"] = Report.Number(result.TokensPerSecond),
    };

    private static string Summarize(GeneratedText result) => string.Create(
        CultureInfo.InvariantCulture,
        $"[{result.Tokens.Count} tokens, {result.TokensPerSecond:0.0} a second, the first after {result.TimeToFirstToken.TotalSeconds:0.00} s; ended by {Reason(result)}]");

    private static string Reason(GeneratedText result) => result.Finish == FinishReason.Stop ? "stop" : "length";

    private static Option<T> Setting<T>(string name, string description, T usual) =>
        new(name) { Description = description, DefaultValueFactory = _ => usual };
}
