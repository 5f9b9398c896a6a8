using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>Scales of blocks in 8 bits each: their distance from a mean, in blocks of their own, as one of 256 levels that lie closer together near zero (arXiv:2110.02861).</summary>
internal static class NarrowScales
{
    /// <summary>Scales that share a scale of their own.</summary>
    public const int BlockSize = 256;

    /// <summary>The levels, rising.</summary>
    public static float[] Levels { get; } = MakeLevels();

    /// <summary>Codes [blocks], scales of the scales [ceil(blocks / <see cref="BlockSize"/>)], and the mean, of float32 scales [blocks] on the CPU; both new, outside of every dispose scope.</summary>
    public static unsafe (Tensor Codes, Tensor Scales, float Mean) Narrow(Tensor scales)
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        var count = (int)scales.NumberOfElements;
        var (codes, outer) = (empty(count, ScalarType.Byte), empty((count + BlockSize - 1) / BlockSize, ScalarType.Float32));
        var mean = scales.mean().item<float>();                                            // the sum in torch's order
        var wide = new ReadOnlySpan<float>((void*)Memory.Address(scales), count);
        var narrow = new Span<byte>((void*)Memory.Address(codes), count);
        var largest = new Span<float>((void*)Memory.Address(outer), (int)outer.NumberOfElements);
        for (var block = 0; block < largest.Length; block++)
        {
            var (from, to) = (block * BlockSize, Math.Min(count, (block + 1) * BlockSize));
            var reach = 0f;
            for (var i = from; i < to; i++)
                reach = Math.Max(reach, Math.Abs(wide[i] - mean));
            for (var i = from; i < to; i++)
                narrow[i] = Nearest(reach == 0 ? 0 : Math.Clamp((wide[i] - mean) * (1 / reach), -1, 1));
            largest[block] = reach;
        }
        return (codes.DetachFromDisposeScope(), outer.DetachFromDisposeScope(), mean);
    }

    private static byte Nearest(float value)
    {
        var at = Array.BinarySearch(Levels, value);
        if (at >= 0)
            return (byte)at;
        var above = Math.Min(~at, Levels.Length - 1);
        return (byte)(above > 0 && value - Levels[above - 1] <= Levels[above] - value ? above - 1 : above);
    }

    /// <summary>A sign, an exponent in base ten that is counted in ones, and the rest for the fraction: the middle of each of the pieces that it divides (0.1, 1) into.</summary>
    private static float[] MakeLevels()
    {
        const int exponents = 7;
        var levels = new List<float> { 0, 1 };
        for (var i = 0; i < exponents; i++)
        {
            var pieces = 1 << i;
            var power = (float)Math.Pow(10, i - (exponents - 1));
            for (var piece = 0; piece < pieces; piece++)
            {
                var level = power * ((Bound(piece, pieces) + Bound(piece + 1, pieces)) / 2);
                levels.Add(level);
                levels.Add(-level);
            }
        }
        levels.Sort();
        return [.. levels];
    }

    /// <summary>Bounds of equal pieces, in float32 from the nearer end and rounded once, as torch's linspace has them.</summary>
    private static float Bound(int at, int pieces)
    {
        var step = (1f - 0.1f) / pieces;
        return at < (pieces + 1) / 2 ? MathF.FusedMultiplyAdd(step, at, 0.1f) : MathF.FusedMultiplyAdd(-step, pieces - at, 1f);
    }
}
