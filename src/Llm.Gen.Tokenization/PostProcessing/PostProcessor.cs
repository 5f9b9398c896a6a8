namespace Llm.Gen.Tokenization;

/// <summary>What happens to the tokens of a text or a pair of texts: offsets trimmed, special tokens put around and between.</summary>
internal sealed record PostProcessor
{
    /// <summary>Changes nothing; a pair is one text after the other.</summary>
    public static PostProcessor Nothing { get; } = new() { Single = PostTemplate.Plain, Pair = PostTemplate.PlainPair };

    /// <summary>The template for one text.</summary>
    public required PostTemplate Single { get; init; }

    /// <summary>The template for two texts.</summary>
    public required PostTemplate Pair { get; init; }

    /// <summary>How white space is taken out of the offsets; null: not at all.</summary>
    public OffsetTrimming? Trimming { get; init; }

    /// <summary>The template for one text or two.</summary>
    public PostTemplate Template(bool isPair) => isPair ? Pair : Single;

    /// <summary>The tokens of a text with what happens to each text alone.</summary>
    public EncodingDraft Trimmed(EncodingDraft draft, string text) => Trimming is null ? draft : Trimming.Apply(draft, text);
}
