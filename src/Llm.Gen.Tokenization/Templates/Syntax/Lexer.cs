namespace Llm.Gen.Tokenization.Templates;

/// <summary>
/// Takes a template apart, with the white space rules that Hugging Face sets: the line break after a tag goes (trim_blocks), the indentation
/// before a tag too (lstrip_blocks); <c>-</c> in a bracket takes all white space beside it, <c>+</c> none.
/// </summary>
internal sealed class Lexer
{
    private readonly string _text;
    private readonly TagLexer _tags;
    private readonly List<Token> _tokens = [];
    private int _position;
    private int _line = 1;

    private Lexer(string text)
    {
        _text = text;
        _tags = new(text, _tokens);
    }

    /// <exception cref="SyntaxFault">The template cannot be read.</exception>
    public static List<Token> Read(string template)
    {
        var text = template.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        var lexer = new Lexer(text.EndsWith('\n') ? text[..^1] : text);
        lexer.Read();
        return lexer._tokens;
    }

    private void Read()
    {
        while (_position < _text.Length)
        {
            var start = FindBracket();
            if (start < 0)
            {
                AddData(_text[_position..], _line);
                Advance(_text.Length);
                break;
            }

            ReadBracket(start);
        }

        _tokens.Add(new(TokenKind.End, "", _line));
    }

    private void ReadBracket(int start)
    {
        var kind = _text[start + 1];
        var inside = start + 2;
        var sign = inside < _text.Length && _text[inside] is '-' or '+' ? _text[inside++] : ' ';
        AddData(Strip(_text[_position..start], sign, trimsIndentation: kind != '{'), _line);
        Advance(start);
        if (kind == '#')
            SkipComment(inside);
        else if (kind == '%' && RawBegin(inside) is { } rawText)
            ReadRaw(rawText);
        else
            (_position, _line) = _tags.Read(start, inside, _line, isTag: kind == '%');
    }

    private int FindBracket()
    {
        for (var start = _position; (start = _text.IndexOf('{', start)) >= 0 && start + 1 < _text.Length; start++)
        {
            if (_text[start + 1] is '{' or '%' or '#')
                return start;
        }

        return -1;
    }

    private string Strip(string data, char sign, bool trimsIndentation)
    {
        if (sign == '-')
            return Spaces.TrimEnd(data);
        if (sign == '+' || !trimsIndentation)
            return data;
        var lineStart = data.LastIndexOf('\n') + 1;
        var startsLine = lineStart > 0 || _position == 0 || _text[_position - 1] == '\n';
        return startsLine && Spaces.Skip(data, lineStart) == data.Length ? data[..lineStart] : data;
    }

    private void SkipComment(int inside)
    {
        var end = _text.IndexOf("#}", inside, StringComparison.Ordinal);
        if (end < 0)
            throw new SyntaxFault(_line, "a comment has no end; close it with '#}'.");
        var sign = end > inside ? _text[end - 1] : ' ';
        Advance(TagLexer.AfterBracket(_text, end + 2, sign is '-' or '+' ? sign : ' ', trimsLineBreak: true));
    }

    // Where the text after {% raw %} starts; null if it is another tag.
    private int? RawBegin(int inside)
    {
        var name = Spaces.Skip(_text, inside);
        if (!_text.AsSpan(name).StartsWith("raw"))
            return null;
        var end = Spaces.Skip(_text, name + 3);
        if (_text.AsSpan(end).StartsWith("-%}"))
            return Spaces.Skip(_text, end + 3);
        return _text.AsSpan(end).StartsWith("%}") ? end + 2 : null;
    }

    private void ReadRaw(int rawText)
    {
        var line = _line;
        Advance(rawText);
        for (var start = _position; (start = _text.IndexOf("{%", start, StringComparison.Ordinal)) >= 0; start++)
        {
            var inside = start + 2;
            var sign = inside < _text.Length && _text[inside] is '-' or '+' ? _text[inside++] : ' ';
            var name = Spaces.Skip(_text, inside);
            if (!_text.AsSpan(name).StartsWith("endraw"))
                continue;
            var end = Spaces.Skip(_text, name + 6);
            var endSign = end < _text.Length && _text[end] is '-' or '+' ? _text[end++] : ' ';
            if (!_text.AsSpan(end).StartsWith("%}"))
                continue;
            AddData(Strip(_text[_position..start], sign, trimsIndentation: true), _line);
            Advance(TagLexer.AfterBracket(_text, end + 2, endSign, trimsLineBreak: true));
            return;
        }

        throw new SyntaxFault(line, "'{% raw %}' has no end; close it with '{% endraw %}'.");
    }

    private void AddData(string data, int line)
    {
        if (data.Length > 0)
            _tokens.Add(new(TokenKind.Data, data, line));
    }

    private void Advance(int position)
    {
        _line += _text.AsSpan(_position..position).Count('\n');
        _position = position;
    }
}
