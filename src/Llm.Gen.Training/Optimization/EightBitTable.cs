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
    private const int Decades = 7;
    private const int KeyShift = 16;                            // a key is the sign, the exponent and 7 bits of the fraction
    private const int Padding = 3;                              // a vector's bytes are read four at a time
    private const float Largest = 1;

    private readonly byte[] _guesses;                           // for each key of a positive number, the code of the smallest one with it
    private readonly float[] _middles = new float[256];         // between a code's number and the next code's

    private EightBitTable(bool isSigned)
    {
        Numbers = [.. All(isSigned).Order()];
        for (var code = 0; code < 255; code++)
            _middles[code] = (Numbers[code] + Numbers[code + 1]) / 2;
        _middles[255] = float.PositiveInfinity;
        Zero = Array.IndexOf(Numbers, 0f);
        _guesses = new byte[(BitConverter.SingleToUInt32Bits(Largest) >> KeyShift) + 1 + Padding];
        var at = Zero;
        for (var key = 0u; key < _guesses.Length - Padding; key++)
        {
            while (BitConverter.UInt32BitsToSingle(key << KeyShift) > _middles[at])
                at++;
            _guesses[key] = (byte)at;
        }
    }

    /// <summary>From -1 to 1, for means.</summary>
    internal static EightBitTable Signed { get; } = new(isSigned: true);

    /// <summary>From 0 to 1, for means of squares.</summary>
    internal static EightBitTable Unsigned { get; } = new(isSigned: false);

    /// <summary>What each code stands for, in ascending order.</summary>
    internal float[] Numbers { get; }

    /// <summary>The code of 0.</summary>
    internal int Zero { get; }

    /// <summary>The code of the nearest number; half way the lower one of its size.</summary>
    /// <param name="value">At most 1 in size.</param>
    internal byte Nearest(float value)
    {
        var size = Math.Abs(value);
        var code = (int)_guesses[BitConverter.SingleToUInt32Bits(size) >> KeyShift];
        while (size > _middles[code])
            code++;
        if (value >= 0)
            return (byte)code;
        return (byte)Math.Max(0, 2 * Zero - code);              // -1 has no code, its neighbour stands for it
    }

    /// <summary>The numbers of codes, times a scale.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Read(byte* codes, float scale, float* values, int count)
    {
        var i = 0;
        fixed (float* numbers = Numbers)
        {
            for (; Avx2.IsSupported && i <= count - Vector256<float>.Count; i += Vector256<float>.Count)
                (Avx2.GatherVector256(numbers, Avx2.ConvertToVector256Int32(codes + i), sizeof(float)) * scale).Store(values + i);
            for (; i < count; i++)
                values[i] = numbers[codes[i]] * scale;
        }
    }

    /// <summary>The codes nearest to values over their largest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Write(float* values, float largest, byte* codes, int count)
    {
        var i = 0;
        if (Avx2.IsSupported)
        {
            fixed (byte* guesses = _guesses)
            fixed (float* middles = _middles)
            {
                for (; i <= count - Vector256<float>.Count; i += Vector256<float>.Count)
                    Nearest(Vector256.Load(values + i) / largest, (int*)guesses, middles).Store(codes + i);
            }
        }
        for (; i < count; i++)
            codes[i] = Nearest(Math.Clamp(values[i] / largest, -1, 1));
    }

    /// <summary>Eight of them: between two keys there is one middle at most.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector64<byte> Nearest(Vector256<float> values, int* guesses, float* middles)
    {
        var size = Vector256.Min(Vector256.Abs(values), Vector256.Create(Largest));
        var guess = Avx2.GatherVector256(guesses, size.AsInt32() >>> KeyShift, sizeof(byte)) & Vector256.Create(0xFF);
        var code = guess - Vector256.GreaterThan(size, Avx2.GatherVector256(middles, guess, sizeof(float))).AsInt32();
        var mirrored = Vector256.Max(Vector256.Create(2 * Zero) - code, Vector256<int>.Zero);
        code = Vector256.ConditionalSelect(Vector256.LessThan(values, Vector256<float>.Zero).AsInt32(), mirrored, code);
        var narrow = Vector128.Narrow(code.GetLower(), code.GetUpper()).AsUInt16();
        return Vector64.Narrow(narrow.GetLower(), narrow.GetUpper());
    }

    private static IEnumerable<float> All(bool isSigned)
    {
        yield return 0;
        yield return Largest;
        for (var decade = 0; decade < Decades; decade++)
        {
            var (steps, size) = ((isSigned ? 1 : 2) << decade, Math.Pow(10, decade - Decades + 1));
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
