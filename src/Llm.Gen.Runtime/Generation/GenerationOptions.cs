namespace Llm.Gen.Runtime;

/// <summary>How tokens are chosen. Filters apply in this order: repetition penalty, temperature, top-k, top-p, min-p.</summary>
public record GenerationOptions
{
    /// <summary>Tokens to make at most; 256 unless said. The model's positions end a text too.</summary>
    public int MaxNewTokens { get; init; } = 256;

    /// <summary>What logits are divided by; 0, unless said, takes the best token always.</summary>
    public double Temperature { get; init; }

    /// <summary>Keep this many of the best tokens; 0, unless said, keeps all.</summary>
    public int TopK { get; init; }

    /// <summary>Keep the most probable tokens until they have this mass; 1, unless said, keeps all.</summary>
    public double TopP { get; init; } = 1;

    /// <summary>Keep tokens at least this share as probable as the best; 0, unless said, keeps all.</summary>
    public double MinP { get; init; }

    /// <summary>Makes tokens that occurred less likely (arXiv:1909.05858); 1, unless said, does nothing.</summary>
    public double RepetitionPenalty { get; init; } = 1;

    /// <summary>The same seed, prompts and options give the same tokens; 0 unless said.</summary>
    public long Seed { get; init; }

    /// <summary>Tokens that end a text; the checkpoint's unless said. An empty list lets every text run to its length.</summary>
    public IReadOnlyList<int>? StopTokens { get; init; }

    /// <summary>Fails on a value without meaning, and names it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public void Validate()
    {
        Require(MaxNewTokens >= 1, nameof(MaxNewTokens), MaxNewTokens, "at least 1");
        Require(Temperature >= 0 && double.IsFinite(Temperature), nameof(Temperature), Temperature, "0 or more");
        Require(TopK >= 0, nameof(TopK), TopK, "0 (all) or more");
        Require(TopP is >= 0 and <= 1, nameof(TopP), TopP, "between 0 and 1");
        Require(MinP is >= 0 and <= 1, nameof(MinP), MinP, "between 0 and 1");
        Require(RepetitionPenalty > 0 && double.IsFinite(RepetitionPenalty), nameof(RepetitionPenalty), RepetitionPenalty, "above 0");
        Require(Temperature > 0 || (TopK == 0 && TopP == 1 && MinP == 0), nameof(Temperature), Temperature, "above 0 where TopK, TopP or MinP is set, since 0 always takes the best token");
    }

    private static void Require(bool holds, string name, object value, string expected)
    {
        if (!holds)
            throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}; expected {expected}.");
    }
}
