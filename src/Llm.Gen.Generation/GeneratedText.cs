using Llm.Gen.Runtime;

namespace Llm.Gen.Generation;

/// <summary>A continuation, and how long it took.</summary>
public sealed record GeneratedText
{
    /// <summary>The new text alone, without the stop string that ended it.</summary>
    public required string Text { get; init; }

    /// <summary>The new ids, the one that ended the text among them.</summary>
    public required IReadOnlyList<int> Tokens { get; init; }

    /// <summary>Tokens of the prompt, special ones included.</summary>
    public required int PromptTokens { get; init; }

    /// <summary>Why the text ended; a stop string counts as a stop.</summary>
    public required FinishReason Finish { get; init; }

    /// <summary>The stop string that ended the text, or none.</summary>
    public string? StopString { get; init; }

    /// <summary>Reading the prompt, up to the first new token.</summary>
    public required TimeSpan TimeToFirstToken { get; init; }

    /// <summary>From the start to the last token.</summary>
    public required TimeSpan Time { get; init; }

    /// <summary>Of the tokens after the first; 0 where there is no other.</summary>
    public double TokensPerSecond => Tokens.Count > 1 ? (Tokens.Count - 1) / (Time - TimeToFirstToken).TotalSeconds : 0;
}
