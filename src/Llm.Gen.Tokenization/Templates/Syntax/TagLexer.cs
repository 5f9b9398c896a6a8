namespace Llm.Gen.Tokenization.Templates;

/// <summary>Takes the inside of <c>{{ }}</c> and <c>{% %}</c> apart.</summary>
internal sealed class TagLexer(string text, List<Token> tokens)
{
    // Longer ones first.
    private static readonly string[] Operators =
        ["//", "**", "==", "!=", ">=", "<=", "+", "-", "/", "*", "%", "~", "[", "]", "(", ")", "{", "}", ">", "<", "=", ".", ":", "|", ",", ";"];

    private readonly Stack<char> _open = new();
    private int _position;
    private int _line;

    /// <summary>Reads from the bracket that opens to the one that closes; gives the place and line behind it.</summary>
    public (int Position, int Line) Read(int start, int inside, int line, bool isTag)
    {
        (_position, _line) = (inside, line);
        _open.Clear();
        tokens.Add(new(isTag ? TokenKind.TagBegin : TokenKind.PrintBegin, text[start..inside], line));
        while (true)
        {
            if (_open.Count == 0 && TryEnd(isTag))
                return (_position, _line);
            if (_position == text.Length)
                throw new SyntaxFault(line, isTag ? "a tag has no end; close it with '%}'." : "a print has no end; close it with '}}'.");
            if (Spaces.Is(text[_position]))
                Advance(Spaces.Skip(text, _position));
            else
                ReadToken();
        }
    }

    /// <summary>Where the text after a closing bracket starts: behind all white space if its sign is -, else behind one line break.</summary>
    public static int AfterBracket(string text, int position, char sign, bool trimsLineBreak)
    {
        if (sign == '-')
            return Spaces.Skip(text, position);
        return sign == ' ' && trimsLineBreak && position < text.Length && text[position] == '\n' ? position + 1 : position;
    }

    private bool TryEnd(bool isTag)
    {
        var sign = text.AsSpan(_position) is ['-', ..] || (isTag && text.AsSpan(_position) is ['+', ..]) ? text[_position] : ' ';
        var bracket = sign == ' ' ? _position : _position + 1;
        if (!text.AsSpan(bracket).StartsWith(isTag ? "%}" : "}}"))
            return false;
        tokens.Add(new(isTag ? TokenKind.TagEnd : TokenKind.PrintEnd, text[_position..(bracket + 2)], _line));
        Advance(AfterBracket(text, bracket + 2, sign, trimsLineBreak: isTag));
        return true;
    }

    private void ReadToken()
    {
        if (text[_position] is '\'' or '"')
            ReadText();
        else if (char.IsAsciiDigit(text[_position]))
            ReadNumber();
        else if (IsNamePart(_position))
            ReadName();
        else
            ReadOperator();
    }

    private void ReadText()
    {
        var (quote, start) = (text[_position], _position + 1);
        var end = start;
        while (end < text.Length && text[end] != quote)
            end += text[end] == '\\' ? 2 : 1;
        if (end >= text.Length)
            throw new SyntaxFault(_line, $"a text has no end; close it with {quote}.");
        Add(TokenKind.Text, TextLiteral.Read(text[start..end], _line), end + 1);
    }

    private void ReadNumber()
    {
        var number = NumberLiteral.Find(text, _position, out var isFloat);
        Add(isFloat ? TokenKind.Float : TokenKind.Integer, text[_position..number], number);
    }

    private void ReadName()
    {
        var end = _position;
        while (end < text.Length && IsNamePart(end))
            end += CodePoints.UnitsAt(text, end);
        Add(TokenKind.Name, text[_position..end], end);
    }

    private void ReadOperator()
    {
        var sign = Array.Find(Operators, other => text.AsSpan(_position).StartsWith(other))
            ?? throw new SyntaxFault(_line, $"'{text.Substring(_position, CodePoints.UnitsAt(text, _position))}' is no part of an expression.");
        if (sign is "(" or "[" or "{")
            _open.Push(sign == "(" ? ')' : sign == "[" ? ']' : '}');
        else if (sign is ")" or "]" or "}")
        {
            if (!_open.TryPop(out var expected))
                throw new SyntaxFault(_line, $"'{sign}' closes nothing; remove it.");
            if (expected != sign[0])
                throw new SyntaxFault(_line, $"'{sign}' stands where '{expected}' was expected.");
        }

        Add(TokenKind.Operator, sign, _position + sign.Length);
    }

    private bool IsNamePart(int position) => TextClass.IsNamePart(text.Substring(position, CodePoints.UnitsAt(text, position)));

    private void Add(TokenKind kind, string value, int end)
    {
        tokens.Add(new(kind, value, _line));
        Advance(end);
    }

    private void Advance(int position)
    {
        _line += text.AsSpan(_position..position).Count('\n');
        _position = position;
    }
}
