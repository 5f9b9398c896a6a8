using Llm.Gen.Runtime.Formats;

namespace Llm.Gen.Runtime.Tests.Formats;

public class ElementConversionTests
{
    [Fact]
    public void Every_float16_widens_as_the_framework_widens_it()
    {
        var codes = Enumerable.Range(0, 1 << 16).Select(code => (ushort)code).ToArray();

        var floats = Bits.As<float>(Bits.Convert(Bits.Of(codes), ElementType.Float16, ElementType.Float32));

        Assert.All(codes, code => Assert.Equal((float)BitConverter.UInt16BitsToHalf(code), floats[code]));
    }

    [Fact]
    public void Floats_round_to_float16_as_the_framework_rounds_them()
    {
        var floats = SpreadOverAllFloats();

        var halves = Bits.As<Half>(Bits.Convert(Bits.Of(floats), ElementType.Float32, ElementType.Float16));

        for (var i = 0; i < floats.Length; i++)
            Assert.True(halves[i].Equals((Half)floats[i]), $"{floats[i]:R}: {halves[i]} instead of {(Half)floats[i]}");
    }

    [Fact]
    public void Floats_round_to_the_nearest_bfloat16_and_ties_go_to_even()
    {
        var floats = SpreadOverAllFloats();

        var codes = Bits.As<ushort>(Bits.Convert(Bits.Of(floats), ElementType.Float32, ElementType.BFloat16));

        for (var i = 0; i < floats.Length; i++)
            Assert.True(IsNearest(floats[i], codes[i]), $"{floats[i]:R}: code {codes[i]:X4}");
    }

    [Fact]
    public void Bfloat16_widens_and_narrows_to_itself()
    {
        var codes = Enumerable.Range(0, 1 << 16).Select(code => (ushort)code).Where(code => !IsSignallingNaN(code)).ToArray();

        var floats = Bits.Convert(Bits.Of(codes), ElementType.BFloat16, ElementType.Float32);

        Assert.Equal(codes, Bits.As<ushort>(Bits.Convert(floats, ElementType.Float32, ElementType.BFloat16)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(17)]
    [InlineData(4_099)]
    public void Any_count_gives_the_same_numbers_through_every_path(int count)
    {
        var integers = Enumerable.Range(0, count).Select(i => (short)(i % 250 - 120)).ToArray();
        var floats = Bits.Of(integers.Select(i => (float)i).ToArray());

        foreach (var target in (ElementType[])[ElementType.Float32, ElementType.BFloat16, ElementType.Float16])
        {
            var direct = Bits.Convert(floats, ElementType.Float32, target);
            Assert.Equal(direct, Bits.Convert(Bits.Of(integers), ElementType.Int16, target));
            Assert.Equal(floats, Bits.Convert(direct, target, ElementType.Float32));
        }
    }

    [Fact]
    public unsafe void Integers_are_no_target_of_other_types()
    {
        float source = 1;
        long destination = 7;

        Assert.False(ElementConversion.TryConvert((byte*)&source, ElementType.Float32, (byte*)&destination, ElementType.Int64, 1));
        Assert.Equal(7, destination);
    }

    // All signs and exponents, mantissas that tie, almost tie, and do not.
    private static float[] SpreadOverAllFloats()
    {
        uint[] mantissas = [0, 1, 0x0FFF, 0x1000, 0x1001, 0x2FFF, 0x3000, 0x3001, 0x7FFF, 0x8000, 0x8001, 0x17FFF, 0x18000, 0x18001, 0x7F_FFFF, 0x40_0000];
        return Enumerable.Range(0, 512)
            .SelectMany(head => mantissas.Select(mantissa => BitConverter.UInt32BitsToSingle((uint)head << 23 | mantissa)))
            .Concat(Enumerable.Range(0, 1 << 18).Select(i => BitConverter.UInt32BitsToSingle((uint)i * 16_381)))
            .ToArray();
    }

    private static bool IsNearest(float value, ushort code)
    {
        if (float.IsNaN(value))
            return float.IsNaN(Widen(code));
        if (float.IsInfinity(Widen(code)))
            return Math.Abs((double)value) >= 2.0 * Widen(0x7F7F) - Widen(0x7F7E) - ((double)Widen(0x7F7F) - Widen(0x7F7E)) / 2;

        double distance = Math.Abs(Widen(code) - (double)value);
        return new[] { code - 1, code + 1 }
            .Where(neighbour => (neighbour ^ code) < 0x8000 && float.IsFinite(Widen((ushort)neighbour)))
            .Select(neighbour => Math.Abs(Widen((ushort)neighbour) - (double)value))
            .All(other => distance < other || distance == other && code % 2 == 0);
    }

    private static float Widen(ushort code) => BitConverter.UInt32BitsToSingle((uint)code << 16);

    private static bool IsSignallingNaN(ushort code) => (code & 0x7F80) == 0x7F80 && (code & 0x7F) != 0 && (code & 0x40) == 0;
}
