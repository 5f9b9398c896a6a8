namespace Llm.Gen.Tokenization.Templates;

/// <summary>A part of a template's text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">How it is written; of a text in quotes, what it says.</param>
/// <param name="Line">Where it starts, from 1.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int Line)
{
    public bool IsName(string name) => Kind == TokenKind.Name && Text == name;

    public bool IsOperator(string sign) => Kind == TokenKind.Operator && Text == sign;

    /// <summary>How a message calls it.</summary>
    public string Describe() => Kind switch
    {
        TokenKind.Data => "text",
        TokenKind.PrintBegin => "'{{'",
        TokenKind.PrintEnd => "'}}'",
        TokenKind.TagBegin => "'{%'",
        TokenKind.TagEnd => "'%}'",
        TokenKind.End => "the end of the template",
        TokenKind.Text => $"the text {TextRepr.Of(Text.Length > 40 ? Text[..40] : Text)}",
        _ => $"'{Text}'",
    };
}
