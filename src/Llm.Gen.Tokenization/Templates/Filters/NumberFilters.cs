using System.Globalization;
using System.Numerics;

namespace Llm.Gen.Tokenization.Templates;

/// <summary>Filters of numbers.</summary>
internal static class NumberFilters
{
    public static IEnumerable<(string Name, Filter Filter)> Rows =>
    [
        ("abs", Filter.With([], (value, _, _) => Require(value, "abs") is FloatValue number ? new FloatValue(Math.Abs(number.Number)) : new IntegerValue(BigInteger.Abs(Numbers.WholeOrNull(value)!.Value)))),
        ("int", Filter.With(["default?", "base?"], (value, given, _) => ToWhole(value, given.Number(1, 10)) is { } whole ? new IntegerValue(whole) : given[0] ?? new IntegerValue(0))),
        ("float", Filter.With(["default?"], (value, given, _) => ToFloat(value) is { } number ? new FloatValue(number) : given[0] ?? new FloatValue(0))),
        ("round", Filter.With(["precision?", "method?"], Round)),
        ("filesizeformat", Filter.With(["binary?"], (value, given, _) => new TextValue(FileSize(ToFloat(value) ?? throw Unfit(value, "filesizeformat"), given.Flag(0))))),
    ];

    private static BigInteger? ToWhole(Value value, int radix) => value switch
    {
        UndefinedValue undefined => throw undefined.Fault,
        FloatValue number => double.IsNaN(number.Number) ? null : Numbers.Whole(number.Number),
        TextValue text => NumberText.Whole(text.Text, radix) ?? (NumberText.Float(text.Text) is { } number && double.IsFinite(number) ? Numbers.Whole(number) : null),
        _ => Numbers.WholeOrNull(value),
    };

    private static double? ToFloat(Value value) => value switch
    {
        UndefinedValue undefined => throw undefined.Fault,
        TextValue text => NumberText.Float(text.Text),
        _ => Numbers.Is(value) ? Numbers.Float(value) : null,
    };

    private static Value Round(Value value, BoundArguments given, Run run)
    {
        var precision = given.Number(0, 0);
        var method = given[1] is null ? "common" : given.Text(1).Text;
        if (method is not ("common" or "ceil" or "floor"))
            throw new TemplateFault($"'round' knows the methods 'common', 'ceil' and 'floor', not '{method}'.");
        if (Math.Abs(precision) > 400)
            throw new TemplateFault($"'round' to {precision} places; at most 400 are allowed.");
        Require(value, "round");
        if (method == "common")
            return value is FloatValue number ? RoundFloat(number, precision) : RoundWhole(Numbers.WholeOrNull(value)!.Value, precision);

        // As in Jinja: scaled up, cut, scaled down, each in floats unless all is whole.
        var scale = Arithmetic.Apply("**", new IntegerValue(10), new IntegerValue(precision), run);
        var scaled = Arithmetic.Apply("*", value, scale, run);
        var cut = scaled is FloatValue real ? Numbers.Whole(method == "ceil" ? Math.Ceiling(real.Number) : Math.Floor(real.Number)) : Numbers.WholeOrNull(scaled)!.Value;
        return Arithmetic.Apply("/", IntegerValue.Of(cut), scale, run);
    }

    private static FloatValue RoundFloat(FloatValue number, int precision)
    {
        if (!double.IsFinite(number.Number))
            return number;
        var digits = ExactDecimal.Scale(number.Number, precision);
        var rounded = double.Parse($"{digits}E{-precision}", CultureInfo.InvariantCulture);
        return new(double.IsNegative(number.Number) ? -rounded : rounded);
    }

    private static IntegerValue RoundWhole(BigInteger number, int precision)
    {
        if (precision >= 0)
            return new(number);
        var unit = BigInteger.Pow(10, -precision);
        var quotient = BigInteger.DivRem(BigInteger.Abs(number), unit, out var rest);
        var half = (rest * 2).CompareTo(unit);
        if (half > 0 || (half == 0 && !quotient.IsEven))
            quotient++;
        return new(quotient * unit * number.Sign);
    }

    private static string FileSize(double bytes, bool isBinary)
    {
        if (!double.IsFinite(bytes))
            throw new TemplateFault($"'filesizeformat' needs a finite number, not {FloatText.Of(bytes)}.");
        var unit = isBinary ? 1024.0 : 1000.0;
        if (bytes == 1)
            return "1 Byte";
        if (bytes < unit)
            return $"{Numbers.Whole(bytes)} Bytes";
        var (size, prefix) = (bytes / unit, 0);
        for (; size >= unit && prefix < 7; prefix++)
            size /= unit;
        return $"{ExactDecimal.Fixed(size, 1)} {"kMGTPEZY"[prefix].ToString().ToUpperInvariant().Replace("K", isBinary ? "K" : "k", StringComparison.Ordinal)}{(isBinary ? "iB" : "B")}";
    }

    private static Value Require(Value value, string filter) => Numbers.Is(value) ? value : throw Unfit(value, filter);

    private static TemplateFault Unfit(Value value, string filter) =>
        value is UndefinedValue undefined ? undefined.Fault : new($"the filter '{filter}' needs a number, not '{value.TypeName}'.");
}
