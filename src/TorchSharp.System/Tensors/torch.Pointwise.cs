namespace TorchSharp;

public static partial class torch
{
    /// <summary>Absolute values.</summary>
    public static Tensor abs(Tensor input) => input.abs();

    /// <summary>The next whole numbers above.</summary>
    public static Tensor ceil(Tensor input) => input.ceil();

    /// <summary>Cosines.</summary>
    public static Tensor cos(Tensor input) => input.cos();

    /// <summary>Error function.</summary>
    public static Tensor erf(Tensor input) => input.erf();

    /// <summary>Exponentials.</summary>
    public static Tensor exp(Tensor input) => input.exp();

    /// <summary>Powers of two.</summary>
    public static Tensor exp2(Tensor input) => input.exp2();

    /// <summary>exp(x) - 1.</summary>
    public static Tensor expm1(Tensor input) => input.expm1();

    /// <summary>The next whole numbers below.</summary>
    public static Tensor floor(Tensor input) => input.floor();

    /// <summary>Natural logarithms.</summary>
    public static Tensor log(Tensor input) => input.log();

    /// <summary>Decimal logarithms.</summary>
    public static Tensor log10(Tensor input) => input.log10();

    /// <summary>log(1 + x).</summary>
    public static Tensor log1p(Tensor input) => input.log1p();

    /// <summary>Binary logarithms.</summary>
    public static Tensor log2(Tensor input) => input.log2();

    /// <summary>Negatives.</summary>
    public static Tensor neg(Tensor input) => input.neg();

    /// <summary>1 / x.</summary>
    public static Tensor reciprocal(Tensor input) => input.reciprocal();

    /// <summary>1 / sqrt(x).</summary>
    public static Tensor rsqrt(Tensor input) => input.rsqrt();

    /// <summary>-1, 0 or 1.</summary>
    public static Tensor sign(Tensor input) => input.sign();

    /// <summary>Sines.</summary>
    public static Tensor sin(Tensor input) => input.sin();

    /// <summary>Square roots.</summary>
    public static Tensor sqrt(Tensor input) => input.sqrt();

    /// <summary>x * x.</summary>
    public static Tensor square(Tensor input) => input.square();

    /// <summary>Tangents.</summary>
    public static Tensor tan(Tensor input) => input.tan();

    /// <summary>Hyperbolic tangents.</summary>
    public static Tensor tanh(Tensor input) => input.tanh();

    /// <summary>Whole parts.</summary>
    public static Tensor trunc(Tensor input) => input.trunc();

    /// <summary>Nearest numbers of that many decimals, ties to even.</summary>
    public static Tensor round(Tensor input, long decimals = 0L) => input.round(decimals);

    /// <summary>True where not a number.</summary>
    public static Tensor isnan(Tensor input) => input.isnan();

    /// <summary>True where infinite.</summary>
    public static Tensor isinf(Tensor tensor) => tensor.isinf();

    /// <summary>True where finite.</summary>
    public static Tensor isfinite(Tensor tensor) => tensor.isfinite();

    /// <summary>1 / (1 + exp(-x)).</summary>
    public static Tensor sigmoid(Tensor input) => input.sigmoid();

    /// <summary>x + target.</summary>
    public static Tensor add(Tensor left, Scalar right) => left.add(right);

    /// <summary>x + target.</summary>
    public static Tensor add(Tensor left, Scalar right, Scalar alpha) => left.add(right, alpha);

    /// <summary>x + target.</summary>
    public static Tensor add(Tensor left, Tensor right) => left.add(right);

    /// <summary>x + target.</summary>
    public static Tensor add(Tensor left, Tensor right, Scalar alpha) => left.add(right, alpha);

    /// <summary>x - target.</summary>
    public static Tensor sub(Tensor left, Scalar right) => left.sub(right);

    /// <summary>x - target.</summary>
    public static Tensor sub(Tensor left, Tensor right) => left.sub(right);

    /// <summary>x * target.</summary>
    public static Tensor mul(Tensor left, Scalar right) => left.mul(right);

    /// <summary>x * target.</summary>
    public static Tensor mul(Tensor left, Tensor right) => left.mul(right);

    /// <summary>x to a power.</summary>
    public static Tensor pow(Tensor left, Scalar exponent) => left.pow(exponent);

    /// <summary>x to a power.</summary>
    public static Tensor pow(Tensor left, Tensor exponent) => left.pow(exponent);

    /// <summary>Remainder with the sign of the divisor.</summary>
    public static Tensor remainder(Tensor left, Scalar right) => left.remainder(right);

    /// <summary>Remainder with the sign of the divisor.</summary>
    public static Tensor remainder(Tensor left, Tensor right) => left.remainder(right);

    /// <summary>Remainder with the sign of the dividend.</summary>
    public static Tensor fmod(Tensor left, Scalar right) => left.fmod(right);

    /// <summary>Remainder with the sign of the dividend.</summary>
    public static Tensor fmod(Tensor left, Tensor right) => left.fmod(right);

    /// <summary>Values limited to an interval.</summary>
    public static Tensor clamp(Tensor input, Scalar? min = null, Scalar? max = null) => input.clamp(min, max);

    /// <summary>Values limited to an interval.</summary>
    public static Tensor clamp(Tensor input, Tensor? min = null, Tensor? max = null) => input.clamp(min, max);

    /// <summary>The greater of two.</summary>
    public static Tensor maximum(Tensor input, Tensor other) => input.maximum(other);

    /// <summary>The lesser of two.</summary>
    public static Tensor minimum(Tensor input, Tensor other) => input.minimum(other);

    /// <summary>x + weight * (end - x).</summary>
    public static Tensor lerp(Tensor input, Tensor end, Tensor weight) => input.lerp(end, weight);

    /// <summary>x + value * tensor1 * tensor2.</summary>
    public static Tensor addcmul(Tensor input, Tensor tensor1, Tensor tensor2, Scalar value) => input.addcmul(tensor1, tensor2, value);

    /// <summary>x + tensor1 / tensor2.</summary>
    public static Tensor addcdiv(Tensor input, Tensor tensor1, Tensor tensor2, Scalar value) => input.addcdiv(tensor1, tensor2, value);

    /// <summary>Replaces NaN and the infinities.</summary>
    public static Tensor nan_to_num(Tensor input, double nan = 0d, double? posinf = null, double? neginf = null) => input.nan_to_num(nan, posinf, neginf);

    /// <summary>Angle of the point (other, x).</summary>
    public static Tensor atan2(Tensor input, Tensor other) => input.atan2(other);
}
