namespace Llm.Gen.Tokenization.Templates;

/// <summary>The parts of a template, read one after the other.</summary>
internal sealed class TokenStream(List<Token> tokens)
{
    private int _position;

    public Token Current => tokens[_position];

    /// <summary>The part after the current one.</summary>
    public Token Following => tokens[Math.Min(_position + 1, tokens.Count - 1)];

    public Token Next()
    {
        var token = Current;
        if (token.Kind != TokenKind.End)
            _position++;
        return token;
    }

    public bool SkipName(string name) => Skip(Current.IsName(name));

    public bool SkipOperator(string sign) => Skip(Current.IsOperator(sign));

    public Token Expect(TokenKind kind, string what) => Current.Kind == kind ? Next() : throw Unexpected(what);

    public Token ExpectOperator(string sign) => Current.IsOperator(sign) ? Next() : throw Unexpected($"'{sign}'");

    public Token ExpectName(string name) => Current.IsName(name) ? Next() : throw Unexpected($"'{name}'");

    public SyntaxFault Unexpected(string what) => new(Current.Line, $"{Current.Describe()} stands where {what} was expected.");

    private bool Skip(bool holds)
    {
        if (holds)
            _position++;
        return holds;
    }
}
