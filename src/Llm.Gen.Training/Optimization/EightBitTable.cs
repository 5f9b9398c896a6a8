namespace Llm.Gen.Training;

/// <summary>
/// 256 numbers that 8 bits stand for, dense near zero (dynamic quantization, arXiv:1511.04561 and 2110.02861): seven decades,
/// each cut into twice as many equal steps as the one below, whose middles are taken; zero and one besides.
/// </summary>
internal sealed class EightBitTable
{
    private const int Decades = 7;
    private const int KeyShift = 16;                            // a key is the sign, the exponent and 7 bits of the fraction
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
        _guesses = new byte[(BitConverter.SingleToUInt32Bits(Largest) >> KeyShift) + 1];
        var at = Zero;
        for (var key = 0u; key < _guesses.Length; key++)
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
