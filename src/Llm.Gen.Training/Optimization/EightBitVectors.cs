using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Llm.Gen.Training;

/// <summary>
/// <see cref="EightBitTable"/> 64 numbers at a time, for processors with AVX-512 VBMI: what a code stands for is looked up in registers;
/// which code, by the line that its decade is, half a step low, and one comparison with the middle above. The codes are the same.
/// </summary>
internal sealed unsafe class EightBitVectors
{
    private const int Group = 64, Octaves = 32;
    private const double Low = 0.6;                             // steps; between a fifth, where a decade's first middle lies, and one
    private const int Below = 15;                               // the place of the line below all decades: that of -1 among sixteen
    private const int LeastBits = (127 - Octaves + 1) << 23;    // of 2^-31: all below have the code of 0 as well

    private readonly BytePlanes _numbers, _middles;
    private readonly float[] _slopes = new float[16], _offsets = new float[16];                                 // of each decade's line
    private readonly int[] _decades = new int[Octaves];         // in which an octave begins
    private readonly float[] _next = new float[Octaves];        // where in the octave the next decade begins
    private readonly byte _mirror;
    private readonly bool _isSigned;

    internal EightBitVectors(EightBitTable table)
    {
        (_numbers, _middles) = (new BytePlanes(table.Numbers), new BytePlanes(table.Middles));
        (_mirror, _isSigned) = ((byte)(2 * table.Zero), table.IsSigned);
        _offsets[Below] = table.Zero;
        for (var (decade, code) = (0, table.Zero + 1); decade < EightBitTable.Decades; code += table.Steps(decade++))
        {
            var slope = table.Steps(decade) / (0.9 * EightBitTable.Start(decade + 1));
            (_slopes[decade], _offsets[decade]) = ((float)slope, (float)(code - (slope * EightBitTable.Start(decade)) - Low));
        }
        for (var octave = 0; octave < Octaves; octave++)
        {
            var decade = -1;
            while (decade + 1 < EightBitTable.Decades && EightBitTable.Start(decade + 1) <= Math.ScaleB(1, octave - Octaves + 1))
                decade++;
            (_decades[octave], _next[octave]) = (decade, decade + 1 < EightBitTable.Decades ? (float)EightBitTable.Start(decade + 1) : float.PositiveInfinity);
        }
    }

    /// <summary>Widens as many as there are groups; returns how many.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal int Read(byte* codes, float scale, float* values, int count)
    {
        var (by, order, i) = (Vector512.Create(scale), Order, 0);
        fixed (byte* numbers = _numbers)
        {
            for (; i <= count - Group; i += Group)
            {
                var found = BytePlanes.Find(numbers, Avx512F.PermuteVar16x32(Vector512.Load(codes + i).AsInt32(), order).AsByte());
                (found.First * by).Store(values + i);
                (found.Second * by).Store(values + i + 16);
                (found.Third * by).Store(values + i + 32);
                (found.Fourth * by).Store(values + i + 48);
            }
        }
        return i;
    }

    /// <summary>Rounds as many as there are groups; returns how many.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal int Write(float* values, float largest, byte* codes, int count)
    {
        var (all, order, mirror, i) = (Vector512.Create(largest), Order, Vector512.Create(_mirror), 0);
        var lines = new Lines(this);
        fixed (byte* middles = _middles)
        {
            for (; i <= count - Group; i += Group)
            {
                var (a, b, c, d) = (Vector512.Load(values + i), Vector512.Load(values + i + 16), Vector512.Load(values + i + 32), Vector512.Load(values + i + 48));
                var (sizeA, sizeB, sizeC, sizeD) = (Size(a / all), Size(b / all), Size(c / all), Size(d / all));
                var guess = Avx512BW.PackUnsignedSaturate(
                    Avx512BW.PackSignedSaturate(lines.Guess(sizeA), lines.Guess(sizeB)),
                    Avx512BW.PackSignedSaturate(lines.Guess(sizeC), lines.Guess(sizeD)));
                var middle = BytePlanes.Find(middles, guess);
                var code = guess - Pack(IsAbove(sizeA, middle.First), IsAbove(sizeB, middle.Second), IsAbove(sizeC, middle.Third), IsAbove(sizeD, middle.Fourth));
                if (_isSigned)
                    code = Vector512.ConditionalSelect(Pack(a.AsInt32() >> 31, b.AsInt32() >> 31, c.AsInt32() >> 31, d.AsInt32() >> 31), Avx512BW.SubtractSaturate(mirror, code), code);
                Avx512F.PermuteVar16x32(code.AsInt32(), order).AsByte().Store(codes + i);
            }
        }
        return i;
    }

    /// <summary>From numbers in a row to the order of packed vectors, and back.</summary>
    private static Vector512<int> Order => Vector512.Create(0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Size(Vector512<float> values) => Vector512.Max(Vector512.Abs(values).AsInt32(), Vector512.Create(LeastBits)).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> IsAbove(Vector512<float> size, Vector512<float> middle) => Vector512.GreaterThan(size, middle).AsInt32();

    /// <summary>Claims of four vectors, 0 or -1, as bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<byte> Pack(Vector512<int> a, Vector512<int> b, Vector512<int> c, Vector512<int> d) =>
        Avx512BW.PackSignedSaturate(Avx512BW.PackSignedSaturate(a, b), Avx512BW.PackSignedSaturate(c, d)).AsByte();

    /// <summary>The decades' lines, in registers.</summary>
    private readonly ref struct Lines(EightBitVectors table)
    {
        private readonly Vector512<float> _slopes = Vector512.Create(table._slopes), _offsets = Vector512.Create(table._offsets);
        private readonly Vector512<int> _decades = Vector512.Create(table._decades, 0), _decadesAbove = Vector512.Create(table._decades, 16);
        private readonly Vector512<float> _next = Vector512.Create(table._next, 0), _nextAbove = Vector512.Create(table._next, 16);

        /// <summary>The code of a size, or the one below.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal Vector512<int> Guess(Vector512<float> size)
        {
            var octave = size.AsInt32() >>> 23;                 // of 2^-31 to 1, the lower five bits of the exponent
            var decade = Avx512F.PermuteVar16x32x2(_decades, octave, _decadesAbove)
                - Vector512.GreaterThanOrEqual(size, Avx512F.PermuteVar16x32x2(_next, octave, _nextAbove)).AsInt32();
            return Avx512F.ConvertToVector512Int32WithTruncation((size * Avx512F.PermuteVar16x32(_slopes, decade)) + Avx512F.PermuteVar16x32(_offsets, decade));
        }
    }
}
