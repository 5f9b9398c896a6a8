using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Llm.Gen.Training;

/// <summary>
/// 256 numbers that 8 bits stand for, dense near zero (dynamic quantization, arXiv:1511.04561 and 2110.02861): seven decades,
/// each cut into twice as many equal steps as the one below, whose middles are taken; zero and one besides.
/// </summary>
internal sealed unsafe class EightBitTable
{
    /// <summary>Decades below one.</summary>
    internal const int Decades = 7;

    private const int KeyShift = 16;                            // a key is the sign, the exponent and 7 bits of the fraction
    private const int Group = 256;                              // numbers that are rounded at a time
    private const float Largest = 1;
    private const int LargestBits = 127 << 23;

    private readonly byte[] _guesses;                           // for each key of a positive number, the code of the smallest one with it
    private readonly int[] _middles;                            // bits of the numbers between a code's and the next one's: sizes are in their bits' order
    private readonly EightBitVectors? _vectors;

    private EightBitTable(bool isSigned)
    {
        Numbers = [.. All(isSigned).Order()];
        Zero = Array.IndexOf(Numbers, 0f);
        Middles = [.. Numbers.Zip(Numbers.Skip(1), (low, high) => (low + high) / 2), float.PositiveInfinity];
        _middles = [.. Middles.Select(BitConverter.SingleToInt32Bits)];
        _guesses = new byte[(LargestBits >> KeyShift) + 1];
        var at = Zero;
        for (var key = 0; key < _guesses.Length; key++)
        {
            while (key << KeyShift > _middles[at])
                at++;
            _guesses[key] = (byte)at;
        }
        if (Avx512Vbmi.IsSupported)
            _vectors = new EightBitVectors(this);
    }

    /// <summary>From -1 to 1, for means.</summary>
    internal static EightBitTable Signed { get; } = new(isSigned: true);

    /// <summary>From 0 to 1, for means of squares.</summary>
    internal static EightBitTable Unsigned { get; } = new(isSigned: false);

    /// <summary>What each code stands for, in ascending order.</summary>
    internal float[] Numbers { get; }

    /// <summary>Half way from each code's number to the next one's.</summary>
    internal float[] Middles { get; }

    /// <summary>The code of 0.</summary>
    internal int Zero { get; }

    /// <summary>Whether there are numbers below 0.</summary>
    internal bool IsSigned => Zero > 0;

    /// <summary>Steps of a decade, counted from the lowest.</summary>
    internal int Steps(int decade) => StepsOf(IsSigned, decade);

    /// <summary>Where a decade begins, counted from the lowest.</summary>
    internal static double Start(int decade) => Math.Pow(10, decade - Decades);

    /// <summary>The code of the nearest number; half way the lower one of its size.</summary>
    /// <param name="value">At most 1 in size.</param>
    internal byte Nearest(float value)
    {
        var size = BitConverter.SingleToInt32Bits(Math.Abs(value));
        var code = Code(size, _guesses[size >> KeyShift], _middles[_guesses[size >> KeyShift]]);
        return value >= 0 ? code : (byte)Math.Max(0, (2 * Zero) - code);       // -1 has no code, its neighbour stands for it
    }

    /// <summary>The numbers of codes, times a scale.</summary>
    internal void Read(byte* codes, float scale, float* values, int count)
    {
        var done = _vectors?.Read(codes, scale, values, count) ?? 0;
        ReadEach(codes + done, scale, values + done, count - done);
    }

    /// <summary>The codes nearest to values over their largest.</summary>
    internal void Write(float* values, float largest, byte* codes, int count)
    {
        var done = _vectors?.Write(values, largest, codes, count) ?? 0;
        WriteEach(values + done, largest, codes + done, count - done);
    }

    /// <summary>The same on every processor: tables in the first cache, without gathering, which is slower than loads.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void ReadEach(byte* codes, float scale, float* values, int count)
    {
        fixed (float* numbers = Numbers)
        {
            var i = 0;
            for (; i <= count - Vector256<float>.Count; i += Vector256<float>.Count)
            {
                var from = codes + i;
                var found = Vector256.Create(
                    numbers[from[0]], numbers[from[1]], numbers[from[2]], numbers[from[3]],
                    numbers[from[4]], numbers[from[5]], numbers[from[6]], numbers[from[7]]);
                (found * scale).Store(values + i);
            }
            for (; i < count; i++)
                values[i] = numbers[codes[i]] * scale;
        }
    }

    /// <inheritdoc cref="ReadEach"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void WriteEach(float* values, float largest, byte* codes, int count)
    {
        var sizes = stackalloc int[Group];
        var i = 0;
        fixed (byte* guesses = _guesses)
        fixed (int* middles = _middles)
        {
            for (; i <= count - Group; i += Group)
            {
                for (var j = 0; j < Group; j += Vector256<float>.Count)
                    Vector256.Min(Vector256.Abs(Vector256.Load(values + i + j) / largest).AsInt32(), Vector256.Create(LargestBits)).Store(sizes + j);
                for (var j = 0; j < Group; j++)
                {
                    int guess = guesses[(uint)sizes[j] >> KeyShift];
                    codes[i + j] = Code(sizes[j], guess, middles[guess]);
                }
                for (var j = 0; IsSigned && j < Group; j += Vector256<byte>.Count)
                    Mirror((int*)values + i + j, codes + i + j);
            }
        }
        for (; i < count; i++)
            codes[i] = Nearest(Math.Clamp(values[i] / largest, -1, 1));
    }

    /// <summary>A guess, or the code above: between two keys there is one middle at most. No branch, which would be foretold wrongly half of the time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte Code(int size, int guess, int middle) => (byte)(guess + ((middle - size) >>> 31));

    /// <summary>The codes of negative numbers among 32.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Mirror(int* bits, byte* codes)
    {
        var (first, second) = (Vector256.Narrow(Sign(bits, 0), Sign(bits, 1)), Vector256.Narrow(Sign(bits, 2), Sign(bits, 3)));
        var code = Vector256.Load(codes);
        Vector256.ConditionalSelect(Vector256.Narrow(first, second).AsByte(), Vector256.SubtractSaturate(Vector256.Create((byte)(2 * Zero)), code), code).Store(codes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Sign(int* bits, int vector) => Vector256.Load(bits + (vector * Vector256<int>.Count)) >> 31;

    private static int StepsOf(bool isSigned, int decade) => (isSigned ? 1 : 2) << decade;

    private static IEnumerable<float> All(bool isSigned)
    {
        yield return 0;
        yield return Largest;
        for (var decade = 0; decade < Decades; decade++)
        {
            var (steps, size) = (StepsOf(isSigned, decade), Math.Pow(10, decade - Decades + 1));
            for (var step = 0; step < steps; step++)
            {
                var middle = (float)(size * (0.1 + 0.9 * (step + 0.5) / steps));
                yield return middle;
                if (isSigned)
                    yield return -middle;
            }
        }
    }
}
