namespace Llm.Gen.Tokenization;

/// <summary>An end of a row of tokens.</summary>
public enum TextSide
{
    /// <summary>The end of the text.</summary>
    Right,

    /// <summary>The beginning of the text.</summary>
    Left,
}
