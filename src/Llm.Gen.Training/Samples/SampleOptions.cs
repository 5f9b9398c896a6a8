using Llm.Gen.Runtime;

namespace Llm.Gen.Training;

/// <summary>What a model writes during its training, and when.</summary>
public sealed record SampleOptions
{
    /// <summary>Texts to continue.</summary>
    public required IReadOnlyList<string> Prompts { get; init; }

    /// <summary>Steps between samples; some come before the first step and after the last too. Default: 100.</summary>
    public long Every { get; init; } = 100;

    /// <summary>How tokens are chosen, and how many. Default: 60 tokens, temperature 0.8, the 40 best, seed 1.</summary>
    public GenerationOptions Generation { get; init; } = new() { MaxNewTokens = 60, Temperature = 0.8, TopK = 40, Seed = 1, StopTokens = [] };

    /// <summary>What is wrong with the values: one message each, none when all is well.</summary>
    public IReadOnlyList<string> Errors()
    {
        var errors = new List<string>();
        if (Prompts.Count == 0)
            errors.Add($"{nameof(Prompts)} is empty, expected at least one text to continue");
        if (Prompts.Any(string.IsNullOrEmpty))
            errors.Add($"{nameof(Prompts)} has an empty text, expected texts of at least one character");
        if (Every < 1)
            errors.Add($"{nameof(Every)} is {Every}, expected at least 1");
        return errors;
    }
}
