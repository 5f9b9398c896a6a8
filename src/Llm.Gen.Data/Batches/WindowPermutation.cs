using static Llm.Gen.Randomness.SplitMix64;

namespace Llm.Gen.Data;

/// <summary>
/// A seeded permutation of 0 .. count-1 that is computed, not stored: a Feistel network over the next power of four,
/// walked until it lands inside (Black and Rogaway, "Ciphers with arbitrary finite domains", 2002). Any element is
/// found at any time, so an order over billions of windows resumes from one number.
/// </summary>
internal readonly struct WindowPermutation
{
    private const int Rounds = 6;
    private readonly long _count;
    private readonly ulong _key;
    private readonly int _halfBits;

    internal WindowPermutation(long count, ulong seed, long epoch)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        _count = count;
        _key = Mix(seed ^ Mix((ulong)epoch + Step));
        _halfBits = 1;
        while (1L << (2 * _halfBits) < count)
            _halfBits++;
    }

    internal long this[long index]
    {
        get
        {
            var value = (ulong)index;
            do
                value = Encrypt(value);
            while (value >= (ulong)_count);
            return (long)value;
        }
    }

    private ulong Encrypt(ulong value)
    {
        var mask = (1UL << _halfBits) - 1;
        var (left, right) = (value >> _halfBits, value & mask);
        for (var round = 0; round < Rounds; round++)
            (left, right) = (right, left ^ (Mix(_key + right + ((ulong)round << 56)) & mask));
        return (left << _halfBits) | right;
    }
}
