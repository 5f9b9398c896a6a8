namespace Llm.Gen.Cli.Training;

/// <summary>What a recipe's model writes while it learns.</summary>
internal sealed record RecipeSamples
{
    /// <summary>Texts to continue.</summary>
    public required IReadOnlyList<string> Prompts { get; init; }

    /// <summary>Steps between samples.</summary>
    public long Every { get; init; } = 100;

    /// <summary>Tokens to make at most.</summary>
    public int MaxNewTokens { get; init; } = 60;

    /// <summary>What scores are divided by before drawing; 0 takes the best token always.</summary>
    public double Temperature { get; init; } = 0.8;
}
