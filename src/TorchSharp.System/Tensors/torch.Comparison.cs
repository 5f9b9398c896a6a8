namespace TorchSharp;

public static partial class torch
{
    /// <summary>x == target.</summary>
    public static Tensor eq(Tensor left, Tensor right) => left.eq(right);

    /// <summary>x != target.</summary>
    public static Tensor ne(Tensor left, Tensor right) => left.ne(right);

    /// <summary>x &lt; target.</summary>
    public static Tensor lt(Tensor left, Tensor right) => left.lt(right);

    /// <summary>x &lt;= target.</summary>
    public static Tensor le(Tensor left, Tensor right) => left.le(right);

    /// <summary>x &gt; target.</summary>
    public static Tensor gt(Tensor left, Tensor right) => left.gt(right);

    /// <summary>x &gt;= target.</summary>
    public static Tensor ge(Tensor left, Tensor right) => left.ge(right);

    /// <summary>Both not zero.</summary>
    public static Tensor logical_and(Tensor left, Tensor right) => left.logical_and(right);

    /// <summary>One of them not zero.</summary>
    public static Tensor logical_or(Tensor left, Tensor right) => left.logical_or(right);

    /// <summary>Zero.</summary>
    public static Tensor logical_not(Tensor input) => input.logical_not();

    /// <summary>Bits of both.</summary>
    public static Tensor bitwise_and(Tensor left, Tensor right) => left.bitwise_and(right);

    /// <summary>Bits of either.</summary>
    public static Tensor bitwise_or(Tensor left, Tensor right) => left.bitwise_or(right);

    /// <summary>True where |x - other| &lt;= atol + rtol * |other|.</summary>
    public static Tensor isclose(Tensor tensor, Tensor other, double rtol = 1e-05, double atol = 1e-08, bool nanEqual = false) => tensor.isclose(other, rtol, atol, nanEqual);

    /// <summary>True where the value is one of the test elements.</summary>
    public static Tensor isin(Tensor tensor, Tensor test_elements, bool assumeUnique = false, bool invert = false) => tensor.isin(test_elements, assumeUnique, invert);

    /// <summary>True when |x - target| &lt;= atol + rtol * |target| everywhere.</summary>
    public static bool allclose(Tensor tensor, Tensor target, double rtol = 1e-05, double atol = 1e-08, bool equal_nan = false) => tensor.allclose(target, rtol, atol, equal_nan);
}
