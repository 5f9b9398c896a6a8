using System.Numerics;

namespace Llm.Gen.Tokenization.Templates;

/// <summary>The operators of Python on values.</summary>
internal static class Arithmetic
{
    private const int BitsInAStep = 128;

    public static Value Apply(string sign, Value left, Value right, Run run)
    {
        if (left is UndefinedValue missing)
            throw missing.Fault;
        if (right is UndefinedValue undefined && !(sign == "%" && left is TextValue))
            throw undefined.Fault;
        if (Numbers.Is(left) && Numbers.Is(right))
            return left is FloatValue || right is FloatValue ? Floats(sign, Numbers.Float(left), Numbers.Float(right)) : Wholes(sign, Numbers.WholeOrNull(left)!.Value, Numbers.WholeOrNull(right)!.Value, run);
        return (sign, left, right) switch
        {
            ("+", TextValue a, TextValue b) => Join(a, b, run),
            ("+", ListValue a, ListValue b) => Join(a, b, run),
            ("+", TupleValue a, TupleValue b) => Join(a, b, run),
            ("*", TextValue or ListValue or TupleValue, _) when Numbers.WholeOrNull(right) is { } times => Repeat(left, times, run),
            ("*", _, TextValue or ListValue or TupleValue) when Numbers.WholeOrNull(left) is { } times => Repeat(right, times, run),
            ("%", TextValue text, _) => PrintfFormat.Apply(text, right, run),
            ("+", TextValue, _) => throw new TemplateFault($"'+' joins a text with a text only, not with '{right.TypeName}'; use '~', or the filter 'string'."),
            _ => throw new TemplateFault($"'{sign}' is not defined between '{left.TypeName}' and '{right.TypeName}'."),
        };
    }

    public static Value Negate(Value value) => value switch
    {
        UndefinedValue undefined => throw undefined.Fault,
        FloatValue number => new FloatValue(-number.Number),
        _ => new IntegerValue(-(Numbers.WholeOrNull(value) ?? throw new TemplateFault($"'-' is not defined for '{value.TypeName}'."))),
    };

    /// <summary>Unary plus: the number itself.</summary>
    public static Value Plus(Value value) => value switch
    {
        UndefinedValue undefined => throw undefined.Fault,
        FloatValue => value,
        _ => new IntegerValue(Numbers.WholeOrNull(value) ?? throw new TemplateFault($"'+' is not defined for '{value.TypeName}'.")),
    };

    public static Value Join(TextValue left, TextValue right, Run run)
    {
        run.SpendText((long)left.Text.Length + right.Text.Length);
        return left.IsSafe || right.IsSafe
            ? new TextValue(HtmlEscape.Of(left, run).Text + HtmlEscape.Of(right, run).Text, isSafe: true)
            : new TextValue(left.Text + right.Text);
    }

    private static SequenceValue Join(SequenceValue left, SequenceValue right, Run run)
    {
        run.SpendItems((long)left.List.Count + right.List.Count);
        return left.With([.. left.List, .. right.List]);
    }

    private static Value Repeat(Value value, BigInteger times, Run run)
    {
        if (times.Sign < 0)
            times = BigInteger.Zero;
        var count = times > int.MaxValue ? int.MaxValue : (int)times;
        if (value is TextValue text)
        {
            run.SpendText((long)text.Text.Length * count);
            return text.With(string.Concat(Enumerable.Repeat(text.Text, text.Text.Length == 0 ? 0 : count)));
        }

        var sequence = (SequenceValue)value;
        run.SpendItems((long)sequence.List.Count * count);
        return sequence.With([.. Enumerable.Repeat(sequence.List, sequence.List.Count == 0 ? 0 : count).SelectMany(list => list)]);
    }

    private static Value Wholes(string sign, BigInteger left, BigInteger right, Run run)
    {
        run.Spend((left.GetBitLength() + right.GetBitLength()) / BitsInAStep);
        switch (sign)
        {
            case "+":
                return IntegerValue.Of(left + right);
            case "-":
                return IntegerValue.Of(left - right);
            case "*":
                return IntegerValue.Of(left * right);
            case "**":
                return Power(left, right);
            case "/":
                return new FloatValue(right.IsZero ? throw DivisionByZero(sign) : Numbers.ToFloat(left) / Numbers.ToFloat(right));
        }

        if (right.IsZero)
            throw DivisionByZero(sign);
        var quotient = BigInteger.DivRem(left, right, out var rest);
        var isBelow = !rest.IsZero && rest.Sign != right.Sign;     // Python rounds down, .NET towards zero
        return new IntegerValue(sign == "//" ? isBelow ? quotient - 1 : quotient : isBelow ? rest + right : rest);
    }

    private static Value Power(BigInteger number, BigInteger exponent)
    {
        if (exponent.Sign < 0)
            return Floats("**", Numbers.ToFloat(number), Numbers.ToFloat(exponent));
        if (number.IsZero || number.IsOne)
            return new IntegerValue(exponent.IsZero ? BigInteger.One : number);
        IntegerValue.CheckBits(Math.Max(number.GetBitLength(), 1) * (double)exponent);
        return IntegerValue.Of(BigInteger.Pow(number, (int)exponent));
    }

    private static Value Floats(string sign, double left, double right)
    {
        if (right == 0 && sign is "/" or "//" or "%")
            throw DivisionByZero(sign);
        return new FloatValue(sign switch
        {
            "+" => left + right,
            "-" => left - right,
            "*" => left * right,
            "/" => left / right,
            "//" => Math.Floor(left / right),
            "%" => Modulo(left, right),
            _ when left == 0 && right < 0 => throw new TemplateFault("0.0 cannot be raised to a negative power."),
            _ => double.IsFinite(Math.Pow(left, right)) ? Math.Pow(left, right) : throw new TemplateFault("the result of '**' is too large, or not a real number."),
        });
    }

    // The sign of the divisor, as Python has it.
    private static double Modulo(double left, double right)
    {
        var rest = left % right;
        return rest != 0 && rest < 0 != right < 0 ? rest + right : rest == 0 ? Math.CopySign(0, right) : rest;
    }

    private static TemplateFault DivisionByZero(string sign) => new($"'{sign}' by zero.");
}
