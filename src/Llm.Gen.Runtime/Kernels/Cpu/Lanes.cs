using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Llm.Gen.Runtime;

/// <summary>Functions of 16 float32 at once.</summary>
internal static class Lanes
{
    /// <summary>How many there are.</summary>
    public const int Count = 16;

    private const float Smallest = -87.3365f;           // exp of less is below the smallest normal number: 0

    /// <summary>a b + c.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Fma(Vector512<float> a, Vector512<float> b, Vector512<float> c) => Vector512.FusedMultiplyAdd(a, b, c);

    /// <summary>e to the x, within 2 units of the last place; 0 below -87.3. The argument is split into n ln 2 + r, |r| at most ln 2 / 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Exp(Vector512<float> x)
    {
        var bounded = Vector512.Min(Vector512.Max(x, Vector512.Create(Smallest)), Vector512.Create(88.7f));
        var n = Vector512.Round(bounded * Vector512.Create(1.44269504f));
        var r = Fma(n, Vector512.Create(-0.693359375f), bounded);
        r = Fma(n, Vector512.Create(2.12194440e-4f), r);
        var p = Vector512.Create(1.9875691500e-4f);
        p = Fma(p, r, Vector512.Create(1.3981999507e-3f));
        p = Fma(p, r, Vector512.Create(8.3334519073e-3f));
        p = Fma(p, r, Vector512.Create(4.1665795894e-2f));
        p = Fma(p, r, Vector512.Create(1.6666665459e-1f));
        p = Fma(p, r, Vector512.Create(5.0000001201e-1f));
        p = Fma(p, r * r, r + Vector512<float>.One);
        var power = (Vector512.ConvertToInt32(n) + Vector512.Create(127)) << 23;
        return Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512.Create(Smallest)), Vector512<float>.Zero, p * power.AsSingle());
    }

    /// <summary>1 / (1 + exp(-x)).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Sigmoid(Vector512<float> x) => Vector512<float>.One / (Vector512<float>.One + Exp(-x));

    /// <summary>The hyperbolic tangent, within 1e-7.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Tanh(Vector512<float> x)
    {
        var fading = Exp(Vector512.Abs(x) * Vector512.Create(-2f));
        return Vector512.CopySign((Vector512<float>.One - fading) / (Vector512<float>.One + fading), x);
    }
}
