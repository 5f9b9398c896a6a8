using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Llm.Gen.Runtime;

/// <summary>Turns the heads of rows [B T, heads, E] by the positions of their tokens.</summary>
internal static unsafe class RotationKernel<T>
    where T : unmanaged, IElement<T>
{
    /// <summary>Turns the first heads of rows [from, to) and copies the rest; source and destination may be the same.</summary>
    /// <param name="source">[B T, heads, E].</param>
    /// <param name="destination">[B T, heads, E].</param>
    /// <param name="from">The first row.</param>
    /// <param name="to">One past the last row.</param>
    /// <param name="heads">Heads in a row.</param>
    /// <param name="turning">How many of them turn.</param>
    /// <param name="e">Values in a head.</param>
    /// <param name="angles">The angles of every row.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(T* source, T* destination, long from, long to, int heads, int turning, int e, RotationAngles angles)
    {
        for (var row = from; row < to; row++)
        {
            var (cosines, sines) = angles.At(row);
            var input = source + row * heads * e;
            var output = destination + row * heads * e;
            for (var head = 0; head < turning; head++)
            {
                if (angles.IsInterleaved)
                    TurnPairs(input + head * e, output + head * e, angles.Half, cosines, sines, angles.Direction);
                else
                    Turn(input + head * e, output + head * e, angles.Half, cosines, sines, angles.Direction);
                if (source != destination && 2 * angles.Half < e)
                    new ReadOnlySpan<T>(input + head * e + 2 * angles.Half, e - 2 * angles.Half).CopyTo(new Span<T>(output + head * e + 2 * angles.Half, e - 2 * angles.Half));
            }
            if (source != destination)
                new ReadOnlySpan<T>(input + turning * e, (heads - turning) * e).CopyTo(new Span<T>(output + turning * e, (heads - turning) * e));
        }
    }

    /// <summary>The same for neighbours x and y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TurnPairs(T* input, T* output, int half, float* cosines, float* sines, float direction)
    {
        for (var i = 0; i < half; i++)
        {
            var (x, y) = (T.Get(input + 2 * i), T.Get(input + 2 * i + 1));
            var (cos, sin) = (cosines[i], sines[i] * direction);
            T.Set(x * cos - y * sin, output + 2 * i);
            T.Set(y * cos + x * sin, output + 2 * i + 1);
        }
    }

    /// <summary>(x, y) to (x cos - y sin, y cos + x sin), x the first half of the columns that turn and y the second.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Turn(T* input, T* output, int half, float* cosines, float* sines, float direction)
    {
        var sign = Vector512.Create(direction);
        var i = 0;
        for (; i <= half - Lanes.Count; i += Lanes.Count)
        {
            var (x, y) = (T.Load(input + i), T.Load(input + half + i));
            var (cos, sin) = (Vector512.Load(cosines + i), Vector512.Load(sines + i) * sign);
            T.Store(x * cos - y * sin, output + i);
            T.Store(y * cos + x * sin, output + half + i);
        }
        for (; i < half; i++)
        {
            var (x, y) = (T.Get(input + i), T.Get(input + half + i));
            var (cos, sin) = (cosines[i], sines[i] * direction);
            T.Set(x * cos - y * sin, output + i);
            T.Set(y * cos + x * sin, output + half + i);
        }
    }
}
