namespace Llm.Gen.Cli.Training;

/// <summary>What a recipe's model learns from.</summary>
internal sealed record RecipeData
{
    /// <summary>Files of UTF-8 text, one after the other; paths count from the recipe's folder.</summary>
    public required IReadOnlyList<string> Texts { get; init; }

    /// <summary>"characters", "bpe", or the folder of a tokenizer.</summary>
    public string Tokenizer { get; init; } = "bpe";

    /// <summary>Tokens of a BPE vocabulary.</summary>
    public int? VocabularySize { get; init; }

    /// <summary>Tokens in a row.</summary>
    public required int Context { get; init; }

    /// <summary>The part of the text, at its end, that is held out.</summary>
    public double ValidationFraction { get; init; } = 0.1;
}
