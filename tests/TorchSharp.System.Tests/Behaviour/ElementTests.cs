namespace TorchSharp.SystemTests.Behaviour;

/// <summary>Each operator on elements, in every form that it has, computes what its formula says.</summary>
public sealed class ElementTests
{
    private static readonly float[] Inputs = [-3.5f, -0.9f, -0.25f, 0.2f, 0.75f, 1.5f, 2.5f, 4];

    private static readonly Dictionary<string, Func<double, double>> OfOne = new()
    {
        ["abs"] = Math.Abs,
        ["acos"] = Math.Acos,
        ["asin"] = Math.Asin,
        ["atan"] = Math.Atan,
        ["ceil"] = Math.Ceiling,
        ["cos"] = Math.Cos,
        ["cosh"] = Math.Cosh,
        ["elu"] = x => x > 0 ? x : Math.Exp(x) - 1,
        ["erf"] = Erf,
        ["exp"] = Math.Exp,
        ["exp2"] = x => Math.Pow(2, x),
        ["expm1"] = x => Math.Exp(x) - 1,
        ["floor"] = Math.Floor,
        ["frac"] = x => x - Math.Truncate(x),
        ["gelu"] = x => x * (1 + Erf(x / Math.Sqrt(2))) / 2,
        ["hardsigmoid"] = x => Math.Clamp(x / 6 + 0.5, 0, 1),
        ["hardswish"] = x => x * Math.Clamp(x / 6 + 0.5, 0, 1),
        ["isfinite"] = _ => 1,
        ["isinf"] = _ => 0,
        ["isnan"] = _ => 0,
        ["log"] = Math.Log,
        ["log10"] = Math.Log10,
        ["log1p"] = x => Math.Log(1 + x),
        ["log2"] = Math.Log2,
        ["log_sigmoid"] = x => -Math.Log(1 + Math.Exp(-x)),
        ["logical_not"] = x => x == 0 ? 1 : 0,
        ["neg"] = x => -x,
        ["negative"] = x => -x,
        ["reciprocal"] = x => 1 / x,
        ["relu"] = x => Math.Max(x, 0),
        ["relu6"] = x => Math.Clamp(x, 0, 6),
        ["round"] = Math.Round,
        ["rsqrt"] = x => 1 / Math.Sqrt(x),
        ["selu"] = x => 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * (Math.Exp(x) - 1)),
        ["sigmoid"] = Sigmoid,
        ["sign"] = x => Math.Sign(x),
        ["silu"] = x => x * Sigmoid(x),
        ["sin"] = Math.Sin,
        ["sinh"] = Math.Sinh,
        ["softplus"] = x => Math.Log(1 + Math.Exp(x)),
        ["sqrt"] = Math.Sqrt,
        ["square"] = x => x * x,
        ["tan"] = Math.Tan,
        ["tanh"] = Math.Tanh,
        ["trunc"] = Math.Truncate,
        ["op_UnaryNegation"] = x => -x,
    };

    private static readonly Dictionary<string, Func<double, double, double>> OfTwo = new()
    {
        ["add"] = (x, y) => x + y,
        ["atan2"] = Math.Atan2,
        ["clamp_max"] = Math.Min,
        ["clamp_min"] = Math.Max,
        ["div"] = (x, y) => x / y,
        ["divide"] = (x, y) => x / y,
        ["eq"] = (x, y) => Truth(x == y),
        ["floor_divide"] = (x, y) => Math.Floor(x / y),
        ["fmod"] = (x, y) => x % y,
        ["ge"] = (x, y) => Truth(x >= y),
        ["greater"] = (x, y) => Truth(x > y),
        ["greater_equal"] = (x, y) => Truth(x >= y),
        ["gt"] = (x, y) => Truth(x > y),
        ["le"] = (x, y) => Truth(x <= y),
        ["leaky_relu"] = (x, y) => x > 0 ? x : x * y,
        ["less"] = (x, y) => Truth(x < y),
        ["less_equal"] = (x, y) => Truth(x <= y),
        ["logical_and"] = (x, y) => Truth(x != 0 && y != 0),
        ["logical_or"] = (x, y) => Truth(x != 0 || y != 0),
        ["logical_xor"] = (x, y) => Truth(x != 0 != (y != 0)),
        ["lt"] = (x, y) => Truth(x < y),
        ["maximum"] = Math.Max,
        ["minimum"] = Math.Min,
        ["mul"] = (x, y) => x * y,
        ["multiply"] = (x, y) => x * y,
        ["ne"] = (x, y) => Truth(x != y),
        ["not_equal"] = (x, y) => Truth(x != y),
        ["pow"] = Math.Pow,
        ["remainder"] = Remainder,
        ["sub"] = (x, y) => x - y,
        ["subtract"] = (x, y) => x - y,
        ["true_divide"] = (x, y) => x / y,
        ["op_Addition"] = (x, y) => x + y,
        ["op_Division"] = (x, y) => x / y,
        ["op_Equality"] = (x, y) => Truth(x == y),
        ["op_GreaterThan"] = (x, y) => Truth(x > y),
        ["op_GreaterThanOrEqual"] = (x, y) => Truth(x >= y),
        ["op_Inequality"] = (x, y) => Truth(x != y),
        ["op_LessThan"] = (x, y) => Truth(x < y),
        ["op_LessThanOrEqual"] = (x, y) => Truth(x <= y),
        ["op_Modulus"] = Remainder,
        ["op_Multiply"] = (x, y) => x * y,
        ["op_Subtraction"] = (x, y) => x - y,
    };

    private static readonly Dictionary<string, Func<long, long, long>> OfTwoWholes = new()
    {
        ["bitwise_and"] = (x, y) => x & y,
        ["bitwise_left_shift"] = (x, y) => x << (int)y,
        ["bitwise_or"] = (x, y) => x | y,
        ["bitwise_right_shift"] = (x, y) => x >> (int)y,
        ["bitwise_xor"] = (x, y) => x ^ y,
        ["op_BitwiseAnd"] = (x, y) => x & y,
        ["op_BitwiseOr"] = (x, y) => x | y,
        ["op_ExclusiveOr"] = (x, y) => x ^ y,
    };

    public static TheoryData<string> NamesOfOne => [.. OfOne.Keys];

    public static TheoryData<string> NamesOfTwo => [.. OfTwo.Keys];

    public static TheoryData<string> NamesOfTwoWholes => [.. OfTwoWholes.Keys];

    [Theory, MemberData(nameof(NamesOfOne))]
    public void Of_one_tensor(string name)
    {
        using var scope = NewDisposeScope();
        var expected = Inputs.Select(x => OfOne[name](x));

        Assert.All(Form.Of(name, 1, _ => false), form => AssertNear(expected, form.Call(tensor(Inputs))));
    }

    [Theory, MemberData(nameof(NamesOfTwo))]
    public void Of_two_tensors_or_a_tensor_and_a_number(string name)
    {
        using var scope = NewDisposeScope();
        float[] left = [-5.5f, 3, 2, 7, 0];
        float[] right = [2, -3, 2, 0.5f, 4];

        Assert.All(Form.Of(name, 2, IsNumber), form =>
        {
            var operands = form.Operands.Zip([left, right], (type, numbers) => type == typeof(Tensor) ? tensor(numbers) : Number(type)).ToArray();
            var (x, y) = (form.Operands[0] == typeof(Tensor) ? left : Twos, form.Operands[1] == typeof(Tensor) ? right : Twos);
            AssertNear(x.Zip(y, (x, y) => OfTwo[name](x, y)), form.Call(operands));
        });
    }

    [Theory, MemberData(nameof(NamesOfTwoWholes))]
    public void Of_two_tensors_of_whole_numbers(string name)
    {
        using var scope = NewDisposeScope();
        long[] left = [6, 3, 1, 5];
        long[] right = [2, 3, 4, 1];

        Assert.All(Form.Of(name, 2, _ => false), form => Assert.Equal(left.Zip(right, OfTwoWholes[name]), form.Call(tensor(left), tensor(right)).data<long>().ToArray()));
    }

    private static float[] Twos => [2, 2, 2, 2, 2];

    private static bool IsNumber(Type type) => type == typeof(Scalar) || type == typeof(int) || type == typeof(long) || type == typeof(float) || type == typeof(double);

    private static object Number(Type type) => type == typeof(Scalar) ? (Scalar)2.0 : Convert.ChangeType(2, type, System.Globalization.CultureInfo.InvariantCulture);

    private static void AssertNear(IEnumerable<double> expected, Tensor got) =>
        Assert.Equal(expected, Numbers.Read(got).Select(x => (double)x), (x, y) => (double.IsNaN(x) && double.IsNaN(y)) || Math.Abs(x - y) <= 1e-5 * Math.Max(1, Math.Abs(x)) || x == y);

    private static double Truth(bool claim) => claim ? 1 : 0;

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    private static double Remainder(double x, double y) => x - y * Math.Floor(x / y);

    /// <summary>The series of the error function around 0; 60 terms are exact where |x| is at most 4.</summary>
    private static double Erf(double x)
    {
        var (sum, term) = (x, x);
        for (var n = 1; n <= 60; n++)
        {
            term *= -x * x / n;
            sum += term / (2 * n + 1);
        }

        return sum * 2 / Math.Sqrt(Math.PI);
    }
}
