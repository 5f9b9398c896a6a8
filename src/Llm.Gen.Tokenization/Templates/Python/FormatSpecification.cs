using System.Globalization;
using System.Numerics;

namespace Llm.Gen.Tokenization.Templates;

/// <summary>What stands behind the colon in <c>"{:>8.2f}".format(x)</c>.</summary>
internal sealed class FormatSpecification
{
    private readonly string _text;
    private int _position;

    private FormatSpecification(string text) => _text = text;

    public string? Fill { get; private set; }

    public char? Align { get; private set; }

    public char Sign { get; private set; } = '-';

    public bool IsAlternate { get; private set; }

    public int Width { get; private set; }

    public char? Grouping { get; private set; }

    public int? Precision { get; private set; }

    public char? Kind { get; private set; }

    public static string Apply(Value value, string specification, Run run)
    {
        if (specification.Length == 0)
            return Repr.Text(value, run);
        if (!Numbers.Is(value) && value is not TextValue)
            throw new TemplateFault($"the format '{specification}' is for texts and numbers, not '{value.TypeName}'.");
        var read = new FormatSpecification(specification);
        read.Read();
        NumberFormat.CheckSize(read.Width, run);
        return read.Format(value, run);
    }

    private void Read()
    {
        var first = _text.Length > 0 ? CodePoints.UnitsAt(_text, 0) : 0;
        if (_text.Length > first && _text[first] is '<' or '>' or '=' or '^')
            (Fill, Align, _position) = (_text[..first], _text[first], first + 1);
        else if (Take("<>=^") is { } align)
            Align = align;
        Sign = Take("+- ") ?? '-';
        Take("z");
        IsAlternate = Take("#") is not null;
        if (Take("0") is not null && Align is null)
            (Fill, Align) = ("0", '=');
        Width = Digits() ?? 0;
        Grouping = Take(",_");
        if (Take(".") is not null)
            Precision = Digits() ?? throw Wrong();
        if (_position < _text.Length)
            Kind = _text[_position++];
        if (_position < _text.Length)
            throw Wrong();
    }

    private string Format(Value value, Run run)
    {
        if (value is TextValue text)
        {
            if (Kind is not (null or 's') || Align == '=' || Grouping is not null)
                throw Wrong();
            return Pad("", Precision is { } most ? CodePoints.Head(text.Text, most) : text.Text, '<');
        }

        return Kind switch
        {
            null when value is BooleanValue => Pad("", Repr.Text(value, run), '<'),
            null or 'd' or 'n' or 'x' or 'X' or 'o' or 'b' or 'c' when value is not FloatValue => Whole(Numbers.WholeOrNull(value)!.Value),
            null or 'e' or 'E' or 'f' or 'F' or 'g' or 'G' or 'n' or '%' => Float(Numbers.Float(value), run),
            _ => throw Wrong(),
        };
    }

    private string Whole(BigInteger number)
    {
        if (Precision is not null)
            throw Wrong();
        if (Kind == 'c')
            return Pad("", char.ConvertFromUtf32((int)BigInteger.Min(BigInteger.Max(number, 0), 0xD7FF)), '<');
        var kind = Kind ?? 'd';
        var sign = SignOf(number.Sign < 0) + (IsAlternate && kind is not ('d' or 'n') ? $"0{kind}" : "");
        return Pad(sign, Group(NumberFormat.Whole(number, kind), kind is 'x' or 'X' or 'o' or 'b' ? 4 : 3), '>');
    }

    private string Float(double number, Run run)
    {
        if (Kind is null && Precision is null)
            return Pad(SignOf(double.IsNegative(number)), Group(FloatText.Of(Math.Abs(number)), 3), '>');
        var isShare = Kind == '%';
        var digits = NumberFormat.Float(isShare ? number * 100 : number, isShare ? 'f' : Kind is null or 'n' ? 'g' : Kind.Value, Precision, IsAlternate, run);
        if (Kind is null && digits.All(char.IsAsciiDigit))
            digits += ".0";
        return Pad(SignOf(double.IsNegative(number)), Group(digits, 3) + (isShare ? "%" : ""), '>');
    }

    private string Group(string digits, int size)
    {
        if (Grouping is not { } separator)
            return digits;
        var end = digits.TakeWhile(char.IsAsciiHexDigit).Count();
        for (var place = end - size; place > 0; place -= size)
            digits = digits.Insert(place, separator.ToString());
        return digits;
    }

    private string Pad(string sign, string digits, char usual)
    {
        var missing = Math.Max(0, Width - sign.Length - CodePoints.Count(digits));
        var fill = Fill ?? " ";
        return (Align ?? usual) switch
        {
            '<' => sign + digits + Filling(missing),
            '^' => Filling(missing / 2) + sign + digits + Filling(missing - missing / 2),
            '=' => sign + Filling(missing) + digits,
            _ => Filling(missing) + sign + digits,
        };

        string Filling(int count) => string.Concat(Enumerable.Repeat(fill, count));
    }

    private string SignOf(bool isNegative) => isNegative ? "-" : Sign == '-' ? "" : Sign.ToString();

    private char? Take(string any) => _position < _text.Length && any.Contains(_text[_position]) ? _text[_position++] : null;

    private int? Digits()
    {
        var start = _position;
        while (_position < _text.Length && char.IsAsciiDigit(_text[_position]))
            _position++;
        if (start == _position)
            return null;
        return int.TryParse(_text.AsSpan(start.._position), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Wrong();
    }

    private TemplateFault Wrong() => new($"'{_text}' is no format for this value.");
}
