using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Llm.Gen.Runtime;

/// <summary>A function of the gate, and its slope.</summary>
internal interface IActivation
{
    /// <summary>f(x).</summary>
    static abstract Vector512<float> Value(Vector512<float> x);

    /// <summary>f(x) and f'(x).</summary>
    static abstract (Vector512<float> Value, Vector512<float> Slope) ValueAndSlope(Vector512<float> x);
}

/// <summary>x sigmoid(x).</summary>
internal readonly struct SiluLanes : IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Value(Vector512<float> x) => x * Lanes.Sigmoid(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector512<float> Value, Vector512<float> Slope) ValueAndSlope(Vector512<float> x)
    {
        var sigmoid = Lanes.Sigmoid(x);
        var value = x * sigmoid;
        return (value, Lanes.Fma(value, Vector512<float>.One - sigmoid, sigmoid));
    }
}

/// <summary>max(x, 0).</summary>
internal readonly struct ReluLanes : IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Value(Vector512<float> x) => Vector512.Max(x, Vector512<float>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector512<float> Value, Vector512<float> Slope) ValueAndSlope(Vector512<float> x) =>
        (Value(x), Vector512.ConditionalSelect(Vector512.GreaterThan(x, Vector512<float>.Zero), Vector512<float>.One, Vector512<float>.Zero));
}

/// <summary>1 / (1 + exp(-x)).</summary>
internal readonly struct SigmoidLanes : IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Value(Vector512<float> x) => Lanes.Sigmoid(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector512<float> Value, Vector512<float> Slope) ValueAndSlope(Vector512<float> x)
    {
        var sigmoid = Lanes.Sigmoid(x);
        return (sigmoid, sigmoid * (Vector512<float>.One - sigmoid));
    }
}

/// <summary>x.</summary>
internal readonly struct IdentityLanes : IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Value(Vector512<float> x) => x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector512<float> Value, Vector512<float> Slope) ValueAndSlope(Vector512<float> x) => (x, Vector512<float>.One);
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
