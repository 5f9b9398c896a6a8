namespace Llm.Gen.Tokenization;

/// <summary>How short rows of a batch are filled.</summary>
public sealed record Padding
{
    /// <summary>The length to fill to, in tokens; null: the length of the longest row. Longer rows stay as they are.</summary>
    public int? Length { get; init; }

    /// <summary>The length is rounded up to a multiple of this; default 1.</summary>
    public int MultipleOf { get; init; } = 1;

    /// <summary>Where padding goes; default the end of the text.</summary>
    public TextSide Side { get; init; }

    /// <summary>The id of the padding token; null: the one that the tokenizer names.</summary>
    public int? Id { get; init; }

    /// <summary>The type id of padding; default 0.</summary>
    public int Type { get; init; }

    /// <summary>The padding token as it is shown; null: the token of the id.</summary>
    public string? Token { get; init; }
}
