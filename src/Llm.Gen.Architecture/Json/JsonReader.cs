using System.Globalization;
using System.Text;

namespace Llm.Gen.Architectures;

/// <summary>
/// Reads JSON (RFC 8259) from text that nobody vouches for. The compiler loads this assembly, so it stands without System.Text.Json.
/// Refused beyond the grammar: a key that stands twice, nesting deeper than <see cref="MaximumDepth"/>, numbers beyond a double's range.
/// </summary>
public sealed class JsonReader
{
    /// <summary>How deep arrays and objects may nest.</summary>
    public const int MaximumDepth = 64;

    private readonly string _text;
    private int _at;
    private int _line = 1;
    private int _lineStart;
    private int _depth;

    private JsonReader(string text) => _text = text;

    private JsonPosition Here => new(_line, _at - _lineStart + 1);

    /// <summary>Reads a whole text as one value.</summary>
    /// <exception cref="JsonFormatException">The text is not JSON, or goes beyond a limit.</exception>
    public static JsonValue Read(string text)
    {
        var reader = new JsonReader(text);
        if (text.StartsWith("\uFEFF", StringComparison.Ordinal))
            reader._at = 1;

        var value = reader.Value();
        reader.SkipSpace();
        if (reader._at < text.Length)
            throw reader.Wrong($"{reader.Found()} follows the value", "expected the end", "remove what follows");

        return value;
    }

    private JsonValue Value()
    {
        SkipSpace();
        var position = Here;
        JsonValue value = Peek() switch
        {
            '{' => Object(),
            '[' => Array(),
            '"' => new JsonString(String()),
            't' => Word("true", new JsonBoolean(true)),
            'f' => Word("false", new JsonBoolean(false)),
            'n' => Word("null", new JsonNull()),
            '-' or (>= '0' and <= '9') => Number(),
            _ => throw Wrong($"{Found()} begins no value", "expected an object, array, string, number, true, false or null", "correct it"),
        };
        return value with { Position = position };
    }

    private JsonObject Object()
    {
        Enter();
        var members = new List<JsonMember>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        for (var more = !Closes('}'); more; more = Continues('}'))
        {
            SkipSpace();
            if (Peek() != '"')
                throw Wrong($"{Found()} stands where a key belongs", "expected a string", "put the key in double quotes");

            var position = Here;
            var key = String();
            if (!keys.Add(key))
                throw new JsonFormatException(position, $"key {ConfigText.Short(JsonWriter.Quote(key))} stands twice in one object", "expected it once", "remove one");

            SkipSpace();
            Expect(':', "a colon after the key");
            members.Add(new JsonMember(key, Value()));
        }

        _depth--;
        return new JsonObject(members.ToEquatableArray());
    }

    private JsonArray Array()
    {
        Enter();
        var items = new List<JsonValue>();
        for (var more = !Closes(']'); more; more = Continues(']'))
            items.Add(Value());

        _depth--;
        return new JsonArray(items.ToEquatableArray());
    }

    private void Enter()
    {
        if (++_depth > MaximumDepth)
            throw Wrong($"arrays and objects nest deeper than {MaximumDepth}", "expected a flatter text", "check that the file is what it claims to be");

        _at++;
    }

    private bool Closes(char closing)
    {
        SkipSpace();
        if (Peek() != closing)
            return false;

        _at++;
        return true;
    }

    private bool Continues(char closing)
    {
        if (Closes(closing))
            return false;

        Expect(',', $"a comma or '{closing}'");
        return true;
    }

    private void Expect(char wanted, string name)
    {
        if (Peek() != wanted)
            throw Wrong($"found {Found()}", $"expected {name}", "correct the text");

        _at++;
    }

    private JsonValue Word(string word, JsonValue value)
    {
        if (string.CompareOrdinal(_text, _at, word, 0, word.Length) != 0)
            throw Wrong($"{Found()} begins no value", $"expected {word}", "correct it");

        _at += word.Length;
        return value;
    }

    private JsonNumber Number()
    {
        var start = _at;
        if (Peek() == '-')
            _at++;
        if (Peek() == '0')
            _at++;
        else
            Digits();
        if (Peek() == '.')
        {
            _at++;
            Digits();
        }

        if (Peek() is 'e' or 'E')
        {
            _at++;
            if (Peek() is '+' or '-')
                _at++;
            Digits();
        }

        var spelling = _text.Substring(start, _at - start);
        if (!double.TryParse(spelling, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || double.IsInfinity(value))
            throw Wrong($"number {ConfigText.Short(spelling)} is too large", "expected one within a double's range", "correct it");

        return new JsonNumber(spelling);
    }

    private void Digits()
    {
        var start = _at;
        while (Peek() is >= '0' and <= '9')
            _at++;
        if (_at == start)
            throw Wrong($"found {Found()} in a number", "expected a digit", "correct the number");
    }

    private string String()
    {
        _at++;
        var value = new StringBuilder();
        while (true)
        {
            switch (Peek())
            {
                case '"':
                    _at++;
                    return value.ToString();
                case '\\':
                    _at++;
                    value.Append(Escape());
                    break;
                case < ' ':
                    throw Wrong($"found {Found()} inside a string", "expected the closing quote first", "close the string or escape the character");
                case var plain:
                    value.Append(plain);
                    _at++;
                    break;
            }
        }
    }

    private char Escape()
    {
        var escape = Peek();
        if (escape == 'u' && _at + 5 <= _text.Length
            && ushort.TryParse(_text.Substring(_at + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
        {
            _at += 5;
            return (char)code;
        }

        var index = "\"\\/bfnrt".IndexOf(escape);
        if (index < 0)
            throw Wrong($"found {Found()} after a backslash", "expected one of \" \\ / b f n r t, or u and four hexadecimal digits", "correct the escape");

        _at++;
        return "\"\\/\b\f\n\r\t"[index];
    }

    private void SkipSpace()
    {
        for (; Peek() is ' ' or '\t' or '\r' or '\n'; _at++)
        {
            if (_text[_at] == '\n')
                (_line, _lineStart) = (_line + 1, _at + 1);
        }
    }

    private char Peek() => _at < _text.Length ? _text[_at] : '\0';

    private string Found()
    {
        if (_at >= _text.Length)
            return "the end of the text";

        var found = _text[_at];
        return found is > ' ' and <= '~' ? $"'{found}'" : string.Format(CultureInfo.InvariantCulture, "character U+{0:X4}", (int)found);
    }

    private JsonFormatException Wrong(string found, string expected, string remedy) => new(Here, found, expected, remedy);
}
