using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>Which values of one place are kept in one pass; four of them share a random number, 16 bits each.</summary>
internal sealed unsafe class DropoutMask
{
    private const long Grain = 1 << 14;         // values that are worth another thread; a multiple of four
    private const int Sites = 4;

    private readonly CounterRandom _random;
    private readonly uint _threshold;           // values whose 16 bits are below are dropped

    /// <summary>The mask of a place.</summary>
    public DropoutMask(ulong seed, int layer, DropoutSite site, double rate) : this(new CounterRandom(seed, (ulong)layer * Sites + (ulong)site), rate)
    {
    }

    private DropoutMask(CounterRandom random, double rate)
    {
        _random = random;
        _threshold = (uint)Math.Round(rate * 65536);
        Scale = 65536f / (65536 - _threshold);
    }

    /// <summary>The mask of what an adapter reads; its streams lie beyond those of all layers.</summary>
    public static DropoutMask OfAdapter(ulong seed, ulong stream, double rate) => new(new CounterRandom(seed, (1UL << 63) | stream), rate);

    /// <summary>What values that are kept are multiplied by.</summary>
    public float Scale { get; }

    /// <summary>Whether a value is kept.</summary>
    public bool Keeps(ulong index) => ((_random.Bits(index >> 2) >> (int)(16 * (index & 3))) & 0xFFFF) >= _threshold;

    /// <summary>x times <see cref="Scale"/> where it is kept, 0 elsewhere; without a graph.</summary>
    public Tensor Apply(Tensor x)
    {
        using var scope = NewDisposeScope();
        return (x * Factors(x.NumberOfElements).view(x.shape).to(x.dtype).to(x.device)).MoveToOuterDisposeScope();
    }

    /// <summary>Scale or 0 for each of so many values, float32 [count] on the CPU.</summary>
    private Tensor Factors(long count)
    {
        var factors = empty([count], ScalarType.Float32);
        var address = Memory.Address(factors);
        Team.Split((count + 3) / 4, Grain / 4, (first, last) =>
        {
            var values = (float*)address;
            for (var quad = first; quad < last; quad++)
            {
                var bits = _random.Bits((ulong)quad);
                for (var i = 4 * quad; i < Math.Min(count, 4 * quad + 4); i++, bits >>= 16)
                    values[i] = (bits & 0xFFFF) >= _threshold ? Scale : 0;
            }
        });
        return factors;
    }
}
