using Llm.Gen.Runtime;

namespace Llm.Gen.Generation;

/// <summary>How a text is continued: how tokens are chosen, and what ends the text. Without stop tokens of its own or the checkpoint's, the tokenizer's end token ends it.</summary>
public sealed record TextGenerationOptions : GenerationOptions
{
    /// <summary>Texts that end the generation; they are not part of its text. None unless said.</summary>
    public IReadOnlyList<string> StopStrings { get; init; } = [];

    /// <summary>Whether the tokens that the tokenizer puts around a text (a begin token, say) go around the prompt; true unless said.</summary>
    public bool AddSpecialTokens { get; init; } = true;

    /// <summary>Whether special tokens are left out of the new text; true unless said.</summary>
    public bool SkipSpecialTokens { get; init; } = true;
}
