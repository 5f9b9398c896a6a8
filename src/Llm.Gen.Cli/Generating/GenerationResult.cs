using System.Globalization;
using System.Text.Json.Nodes;
using Llm.Gen.Runtime;

namespace Llm.Gen.Cli.Generating;

/// <summary>A continuation, and how long it took once the model was loaded.</summary>
internal sealed record GenerationResult
{
    /// <summary>The new text alone.</summary>
    public required string Text { get; init; }

    /// <summary>The new ids, the one that ended the text among them.</summary>
    public required IReadOnlyList<int> Tokens { get; init; }

    public required int PromptTokens { get; init; }

    public required FinishReason Finish { get; init; }

    public required TimeSpan TimeToFirstToken { get; init; }

    /// <summary>Of the tokens after the first.</summary>
    public required double TokensPerSecond { get; init; }

    public string Summary => string.Create(
        CultureInfo.InvariantCulture, $"[{Tokens.Count} tokens, {TokensPerSecond:0.0} a second, the first after {TimeToFirstToken.TotalSeconds:0.00} s; ended by {Reason}]");

    private string Reason => Finish == FinishReason.Stop ? "stop" : "length";

    /// <summary>The keys are a contract.</summary>
    public JsonObject ToJson() => new()
    {
        ["text"] = Text,
        ["tokens"] = new JsonArray([.. Tokens.Select(id => (JsonNode)id)]),
        ["prompt_tokens"] = PromptTokens,
        ["finish_reason"] = Reason,
        ["seconds_to_first_token"] = TimeToFirstToken.TotalSeconds,
        ["tokens_per_second"] = TokensPerSecond,
    };
}
