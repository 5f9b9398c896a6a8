using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Llm.Gen.Runtime;

/// <summary>x Phi(x), where Phi(x) = (1 + erf(x / sqrt(2))) / 2; erf by the rational approximation 7.1.26 of Abramowitz and Stegun, within 1.5e-7.</summary>
internal readonly struct GeluLanes : IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Value(Vector512<float> x) => x * Phi(x, Lanes.Exp(x * x * Vector512.Create(-0.5f)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector512<float> Value, Vector512<float> Slope) ValueAndSlope(Vector512<float> x)
    {
        var bell = Lanes.Exp(x * x * Vector512.Create(-0.5f));
        var phi = Phi(x, bell);
        return (x * phi, Lanes.Fma(x * Vector512.Create(0.3989422804f), bell, phi));        // Phi + x Phi', and Phi' is the bell over sqrt(2 pi)
    }

    /// <summary>Phi(x), of x and exp(-x^2 / 2).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Phi(Vector512<float> x, Vector512<float> bell)
    {
        var t = Vector512<float>.One / Lanes.Fma(Vector512.Abs(x), Vector512.Create(0.3275911f * 0.7071067812f), Vector512<float>.One);
        var p = Vector512.Create(1.061405429f);
        p = Lanes.Fma(p, t, Vector512.Create(-1.453152027f));
        p = Lanes.Fma(p, t, Vector512.Create(1.421413741f));
        p = Lanes.Fma(p, t, Vector512.Create(-0.284496736f));
        p = Lanes.Fma(p, t, Vector512.Create(0.254829592f));
        var tail = p * t * bell * Vector512.Create(0.5f);                                   // Phi(-|x|)
        return Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512<float>.Zero), tail, Vector512<float>.One - tail);
    }
}

/// <summary>x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))) / 2, which is x sigmoid(2 sqrt(2 / pi) (x + 0.044715 x^3)).</summary>
internal readonly struct GeluTanhLanes : IActivation
{
    private const float Slope = 1.5957691216f;          // 2 sqrt(2 / pi)
    private const float Cubic = 0.044715f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Value(Vector512<float> x) => x * Lanes.Sigmoid(Inner(x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector512<float> Value, Vector512<float> Slope) ValueAndSlope(Vector512<float> x)
    {
        var sigmoid = Lanes.Sigmoid(Inner(x));
        var value = x * sigmoid;
        var inner = Vector512.Create(Slope) + Vector512.Create(3 * Slope * Cubic) * x * x;
        return (value, Lanes.Fma(value * (Vector512<float>.One - sigmoid), inner, sigmoid));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Inner(Vector512<float> x) => x * (Vector512.Create(Slope) + Vector512.Create(Slope * Cubic) * x * x);
}

/// <summary>x sigmoid(1.702 x).</summary>
internal readonly struct QuickGeluLanes : IActivation
{
    private const float Slope = 1.702f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Value(Vector512<float> x) => x * Lanes.Sigmoid(x * Vector512.Create(Slope));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector512<float> Value, Vector512<float> Slope) ValueAndSlope(Vector512<float> x)
    {
        var sigmoid = Lanes.Sigmoid(x * Vector512.Create(Slope));
        var value = x * sigmoid;
        return (value, Lanes.Fma(value * Vector512.Create(Slope), Vector512<float>.One - sigmoid, sigmoid));
    }
}
