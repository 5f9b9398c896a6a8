namespace Llm.Gen.Tokenization.Templates;

/// <summary><c>text % values</c>.</summary>
internal sealed class PrintfFormat
{
    private readonly TextValue _format;
    private readonly Value _values;
    private readonly Run _run;
    private int _position;
    private int _used;

    private PrintfFormat(TextValue format, Value values, Run run) => (_format, _values, _run) = (format, values, run);

    public static TextValue Apply(TextValue format, Value values, Run run)
    {
        var work = new PrintfFormat(format, values, run);
        return format.With(work.Format());
    }

    private string Format()
    {
        var output = new TextOutput(_run);
        while (_position < _format.Text.Length)
        {
            var next = _format.Text.IndexOf('%', _position);
            output.Append(_format.Text.AsSpan(_position, (next < 0 ? _format.Text.Length : next) - _position));
            if (next < 0)
                break;
            _position = next + 1;
            output.Append(Directive());
        }

        if (_values is not (MappingValue or ListValue or RangeValue or UndefinedValue) && _used < (_values is TupleValue tuple ? tuple.List.Count : _used == 0 ? 1 : _used))
            throw new TemplateFault("not all values of '%' are used by its format; remove some.");
        return output.ToString();
    }

    private string Directive()
    {
        var named = Current() == '(' ? Named() : null;
        var flags = TakeWhile(c => "#0- +".Contains(c));
        var width = Size() ?? 0;
        int? precision = null;
        if (Current() == '.')
        {
            _position++;
            precision = Size() ?? 0;
        }

        TakeWhile(c => "hlL".Contains(c));
        var kind = Current();
        _position++;
        if (kind == '%')
            return "%";
        if (width < 0)
            (flags, width) = (flags + "-", -width);
        NumberFormat.CheckSize(width, _run);
        return Pad(Convert(kind, named ?? Next(), flags, precision), flags, width, kind);
    }

    private string Convert(char kind, Value value, string flags, int? precision)
    {
        switch (kind)
        {
            case 's' or 'r' or 'a':
                var text = kind == 's' ? Repr.Text(value, _run) : Repr.Of(value, _run);
                if (_format.IsSafe && !(value is TextValue { IsSafe: true } && kind == 's'))
                    text = HtmlEscape.Of(text, _run);
                return precision is { } most ? CodePoints.Head(text, most) : text;
            case 'c':
                return value is TextValue { Length: 1 } one ? one.Text : char.ConvertFromUtf32(Math.Clamp(Numbers.Small(value, "the value of '%c'"), 0, 0xD7FF));
            case 'd' or 'i' or 'u' or 'x' or 'X' or 'o':
                return Whole(kind, value, flags, precision ?? 0);
            case 'e' or 'E' or 'f' or 'F' or 'g' or 'G':
                var number = Number(value, kind);
                return Sign(double.IsNegative(number), flags) + NumberFormat.Float(number, kind, precision, flags.Contains('#'), _run);
            default:
                throw new TemplateFault($"'%{kind}' is no format of '%'; use %s, %d, %f and their like.");
        }
    }

    private string Whole(char kind, Value value, string flags, int precision)
    {
        var isDecimal = kind is 'd' or 'i' or 'u';
        var number = value is FloatValue { Number: var real } && isDecimal ? Numbers.Whole(real)
            : Numbers.WholeOrNull(value) ?? throw Unfit(kind, value);
        NumberFormat.CheckSize(precision, _run);
        var prefix = flags.Contains('#') && !isDecimal ? $"0{kind}" : "";
        return Sign(number.Sign < 0, flags) + prefix + NumberFormat.Whole(number, kind).PadLeft(precision, '0');
    }

    private static double Number(Value value, char kind) => Numbers.Is(value) ? Numbers.Float(value) : throw Unfit(kind, value);

    private static TemplateFault Unfit(char kind, Value value) =>
        value is UndefinedValue undefined ? undefined.Fault : new($"'%{kind}' needs a number, not '{value.TypeName}'.");

    private static string Sign(bool isNegative, string flags) => isNegative ? "-" : flags.Contains('+') ? "+" : flags.Contains(' ') ? " " : "";

    private static string Pad(string text, string flags, int width, char kind)
    {
        var missing = width - CodePoints.Count(text);
        if (missing <= 0)
            return text;
        if (flags.Contains('-'))
            return text + new string(' ', missing);
        if (!flags.Contains('0') || kind is 's' or 'r' or 'a' or 'c')
            return new string(' ', missing) + text;
        var digits = text.TakeWhile(c => c is '-' or '+' or ' ').Count();
        return text.Insert(digits, new string('0', missing));
    }

    private Value Named()
    {
        var end = _format.Text.IndexOf(')', _position);
        if (end < 0 || _values is not MappingValue mapping)
            throw new TemplateFault("'%(name)' needs a closing bracket and a mapping on the right of '%'.");
        var name = _format.Text[(_position + 1)..end];
        _position = end + 1;
        return mapping.TryGet(new TextValue(name), out var value) ? value : throw new TemplateFault($"'%({name})' names no key of the mapping.");
    }

    private Value Next()
    {
        var values = _values is TupleValue tuple ? tuple.List : [_values];
        return _used < values.Count ? values[_used++] : throw new TemplateFault($"'%' has {values.Count} values; its format needs more.");
    }

    private int? Size()
    {
        if (Current() == '*')
        {
            _position++;
            return Numbers.Small(Next(), "a width of '%'");
        }

        var digits = TakeWhile(char.IsAsciiDigit);
        return digits.Length == 0 ? null : int.TryParse(digits, out var size) ? size : throw new TemplateFault($"a width or precision of {digits} is too large.");
    }

    private char Current() => _position < _format.Text.Length ? _format.Text[_position] : throw new TemplateFault("the format of '%' ends within a directive.");

    private string TakeWhile(Func<char, bool> test)
    {
        var start = _position;
        while (test(Current()))
            _position++;
        return _format.Text[start.._position];
    }
}
