using System.Globalization;

namespace Llm.Gen.Tokenization.Templates;

/// <summary><c>"{} and {name.part[0]!r:>8}".format(...)</c>.</summary>
internal sealed class BraceFormat
{
    private const int Nesting = 2;

    private readonly TextValue _format;
    private readonly IReadOnlyList<Value> _values;
    private readonly MappingValue _named;
    private readonly Run _run;
    private int _next;

    private BraceFormat(TextValue format, IReadOnlyList<Value> values, MappingValue named, Run run) =>
        (_format, _values, _named, _run) = (format, values, named, run);

    public static TextValue Apply(TextValue format, IReadOnlyList<Value> values, MappingValue named, Run run) =>
        format.With(new BraceFormat(format, values, named, run).Format(format.Text, Nesting));

    private string Format(string text, int depth)
    {
        if (depth == 0)
            throw new TemplateFault("the fields of a format are nested too deep.");
        var output = new TextOutput(_run);
        for (var position = 0; position < text.Length; position++)
        {
            var c = text[position];
            if (c is '{' or '}' && position + 1 < text.Length && text[position + 1] == c)
                position++;
            else if (c == '}')
                throw new TemplateFault("a format has '}' without '{'; write '}}' for a bracket.");
            else if (c == '{')
            {
                var end = End(text, position);
                output.Append(Field(text[(position + 1)..end], depth));
                position = end;
                continue;
            }

            output.Append(c);
        }

        return output.ToString();
    }

    private static int End(string text, int start)
    {
        var open = 0;
        for (var position = start; position < text.Length; position++)
        {
            open += text[position] switch { '{' => 1, '}' => -1, _ => 0 };
            if (open == 0)
                return position;
        }

        throw new TemplateFault("a format has '{' without '}'; write '{{' for a bracket.");
    }

    private string Field(string field, int depth)
    {
        var nameEnd = field.AsSpan().IndexOfAny('!', ':');
        var name = nameEnd < 0 ? field : field[..nameEnd];
        var rest = nameEnd < 0 ? "" : field[nameEnd..];
        var value = Find(name);
        if (rest is ['!', var conversion, ..])
        {
            value = conversion switch
            {
                's' => new TextValue(Repr.Text(value, _run)),
                'r' or 'a' => new TextValue(Repr.Of(value, _run)),
                _ => throw new TemplateFault($"'!{conversion}' is no conversion of a format; use !s or !r."),
            };
            rest = rest[2..];
        }

        if (rest.Length > 0 && rest[0] != ':')
            throw new TemplateFault($"the field '{field}' of a format cannot be read; expected {{name!r:format}}.");
        var text = FormatSpecification.Apply(value, rest.Length == 0 ? "" : Format(rest[1..], depth - 1), _run);
        return _format.IsSafe && value is not TextValue { IsSafe: true } ? HtmlEscape.Of(text, _run) : text;
    }

    private Value Find(string name)
    {
        var end = name.AsSpan().IndexOfAny('.', '[');
        if (end == 0)
            throw new TemplateFault($"the field '{name}' of a format has no name before its parts.");
        var value = First(end < 0 ? name : name[..end]);
        for (var position = end; position >= 0 && position < name.Length;)
        {
            var isItem = name[position] == '[';
            var stop = isItem ? name.IndexOf(']', position) : name.AsSpan(position + 1).IndexOfAny('.', '[') is var found and >= 0 ? position + 1 + found : name.Length;
            if (stop < 0)
                throw new TemplateFault($"the field '{name}' of a format lacks ']'.");
            var part = name[(position + 1)..stop];
            value = isItem ? Lookup.Item(value, Key(part), _run) : Lookup.Attribute(value, part, _run);
            position = isItem ? stop + 1 : stop;
        }

        return value;
    }

    private Value First(string name)
    {
        if (name.Length > 0 && !name.All(char.IsAsciiDigit))
            return _named.TryGet(new TextValue(name), out var found) ? found : throw new TemplateFault($"a format names '{name}', which was not given to format().");
        if ((_next > 0 && name.Length > 0) || (_next < 0 && name.Length == 0))
            throw new TemplateFault("a format numbers some of its fields and leaves others without; do one or the other.");
        var index = name.Length == 0 ? _next++ : int.TryParse(name, out var given) ? given : int.MaxValue;
        if (name.Length > 0)
            _next = -1;
        return index < _values.Count ? _values[index] : throw new TemplateFault($"a format needs value {index}; format() was given {_values.Count}.");
    }

    private static Value Key(string part) => part.Length > 0 && part.All(char.IsAsciiDigit)
        ? new IntegerValue(long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : long.MaxValue)
        : new TextValue(part);
}
