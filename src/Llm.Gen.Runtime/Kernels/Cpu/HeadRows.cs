using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Llm.Gen.Runtime;

/// <summary>The rows of one head in a tensor of tokens, and their copies in the layouts of <see cref="TileMath"/>.</summary>
/// <param name="first">The head of the first token.</param>
/// <param name="stride">Elements from one token to the next.</param>
/// <param name="e">E, values in a head.</param>
/// <param name="origin">The token that stands first; those before it are not there.</param>
/// <param name="ring">After how many tokens the next one stands first again.</param>
internal readonly unsafe struct HeadRows<T>(T* first, long stride, int e, long origin = 0, long ring = long.MaxValue)
    where T : unmanaged, IElement<T>
{
    private readonly T* _first = first;

    /// <summary>The head of a token, of which the last <c>ring</c> are there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T* At(long token)
    {
        var place = token - origin;
        return _first + (place >= ring ? place - ring : place) * stride;
    }

    /// <summary>Copies the rows of tokens [from, to) to [to - from, width], times a factor; columns beyond E become zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Copy(long from, long to, int width, float factor, float* destination)
    {
        var scale = Vector512.Create(factor);
        for (var token = from; token < to; token++, destination += width)
        {
            var source = At(token);
            var i = 0;
            for (; i <= e - Lanes.Count; i += Lanes.Count)
                (T.Load(source + i) * scale).Store(destination + i);
            for (; i < e; i++)
                destination[i] = T.Get(source + i) * factor;
            for (; i < width; i++)
                destination[i] = 0;
        }
    }

    /// <summary>Copies the rows of tokens [from, to) to columns [0, to - from) of [E, columns].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void CopyTransposed(long from, long to, int columns, float* destination)
    {
        for (var token = from; token < to; token++)
        {
            var source = At(token);
            var column = destination + (token - from);
            for (var i = 0; i < e; i++)
                column[(long)i * columns] = T.Get(source + i);
        }
    }

    /// <summary>Writes a float32 row, times a factor, as the head of a token.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Write(long token, float* row, float factor)
    {
        var destination = At(token);
        var scale = Vector512.Create(factor);
        var i = 0;
        for (; i <= e - Lanes.Count; i += Lanes.Count)
            T.Store(Vector512.Load(row + i) * scale, destination + i);
        for (; i < e; i++)
            T.Set(row[i] * factor, destination + i);
    }
}
