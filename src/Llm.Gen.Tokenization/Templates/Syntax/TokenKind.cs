namespace Llm.Gen.Tokenization.Templates;

/// <summary>What a part of a template's text is.</summary>
internal enum TokenKind
{
    /// <summary>Text to print.</summary>
    Data,

    /// <summary><c>{{</c>.</summary>
    PrintBegin,

    /// <summary><c>}}</c>.</summary>
    PrintEnd,

    /// <summary><c>{%</c>.</summary>
    TagBegin,

    /// <summary><c>%}</c>.</summary>
    TagEnd,

    /// <summary>A name, keywords included.</summary>
    Name,

    /// <summary>A text in quotes, its escapes resolved.</summary>
    Text,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A number with a fraction or power of ten.</summary>
    Float,

    /// <summary>An operator or bracket.</summary>
    Operator,

    /// <summary>The end of the template.</summary>
    End,
}
