using System.Numerics;

namespace Llm.Gen.Tokenization.Templates;

/// <summary>Values as numbers. In Python true and false are the whole numbers 1 and 0.</summary>
internal static class Numbers
{
    public static bool Is(Value value) => value is IntegerValue or FloatValue or BooleanValue;

    /// <summary>A whole number; null for other values.</summary>
    public static BigInteger? WholeOrNull(Value value) => value switch
    {
        IntegerValue integer => integer.Number,
        BooleanValue boolean => boolean.IsTrue ? BigInteger.One : BigInteger.Zero,
        _ => null,
    };

    /// <summary>A number with a fraction, from any kind of number.</summary>
    public static double Float(Value value) => value is FloatValue number ? number.Number : ToFloat(WholeOrNull(value)!.Value);

    public static double ToFloat(BigInteger number)
    {
        var result = (double)number;
        return double.IsFinite(result) ? result : throw new TemplateFault("a whole number is too large for a float.");
    }

    /// <summary>A whole number in the range of indices and widths.</summary>
    public static int Small(Value value, string what)
    {
        if (value is UndefinedValue undefined)
            throw undefined.Fault;
        var number = WholeOrNull(value) ?? throw new TemplateFault($"{what} is a '{value.TypeName}'; expected an integer.");
        return BigInteger.Abs(number) <= int.MaxValue ? (int)number : throw new TemplateFault($"{what} is {number}; that is too large.");
    }

    /// <summary>The first whole number not above a float.</summary>
    public static BigInteger Whole(double number) =>
        double.IsFinite(number) ? new BigInteger(number) : throw new TemplateFault($"cannot convert float {FloatText.Of(number)} to an integer.");

    /// <summary>Compares numbers of any kinds; null if one is not a number (NaN).</summary>
    public static int? Compare(Value left, Value right)
    {
        if (WholeOrNull(left) is { } a && WholeOrNull(right) is { } b)
            return a.CompareTo(b);
        if (left is FloatValue x && right is FloatValue y)
            return double.IsNaN(x.Number) || double.IsNaN(y.Number) ? null : x.Number.CompareTo(y.Number);
        return left is FloatValue ? Compare(((FloatValue)left).Number, WholeOrNull(right)!.Value) : -Compare(((FloatValue)right).Number, WholeOrNull(left)!.Value);
    }

    private static int? Compare(double number, BigInteger whole)
    {
        if (double.IsNaN(number))
            return null;
        if (double.IsInfinity(number))
            return number > 0 ? 1 : -1;
        var floor = Math.Floor(number);
        var order = new BigInteger(floor).CompareTo(whole);
        return order != 0 ? order : number > floor ? 1 : 0;
    }
}
