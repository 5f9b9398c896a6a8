using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Llm.Gen.Runtime;

/// <summary>A function of 16 values at once, and its slope.</summary>
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

/// <summary>max(x, 0)^2.</summary>
internal readonly struct Relu2Lanes : IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Value(Vector512<float> x)
    {
        var open = Vector512.Max(x, Vector512<float>.Zero);
        return open * open;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector512<float> Value, Vector512<float> Slope) ValueAndSlope(Vector512<float> x)
    {
        var open = Vector512.Max(x, Vector512<float>.Zero);
        return (open * open, open + open);
    }
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
