namespace Llm.Gen.Runtime;

/// <summary>
/// Random numbers by counting: the n-th number of a stream is a function of seed, stream and n alone, so that it does not matter
/// who draws, in which order, or on which torch. The mixing is SplitMix64's finaliser, applied twice.
/// </summary>
/// <param name="seed">The same seed gives the same numbers.</param>
/// <param name="stream">Streams of one seed are independent.</param>
public readonly struct CounterRandom(ulong seed, ulong stream = 0)
{
    private readonly ulong _key = Mix(seed + 0x9E3779B97F4A7C15UL * (stream + 1));

    /// <summary>The n-th number of the stream, 64 random bits.</summary>
    public ulong Bits(ulong n) => Mix(_key ^ Mix(n + 0x9E3779B97F4A7C15UL));

    /// <summary>The n-th number of the stream, uniform in [0, 1).</summary>
    public double Uniform(ulong n) => (Bits(n) >> 11) * (1.0 / (1UL << 53));

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
        return value ^ (value >> 31);
    }
}
