using static Llm.Gen.Randomness.SplitMix64;

namespace Llm.Gen.Runtime;

/// <summary>
/// Random numbers by counting: the n-th number of a stream is a function of seed, stream and n alone, so that it does not matter
/// who draws, in which order, or on which torch. The mixing is SplitMix64's finaliser, applied twice.
/// </summary>
/// <param name="seed">The same seed gives the same numbers.</param>
/// <param name="stream">Streams of one seed are independent.</param>
public readonly struct CounterRandom(ulong seed, ulong stream = 0)
{
    private readonly ulong _key = Mix(seed + Step * (stream + 1));

    /// <summary>The n-th number of the stream, 64 random bits.</summary>
    public ulong Bits(ulong n) => Mix(_key ^ Mix(n + Step));

    /// <summary>The n-th number of the stream, uniform in [0, 1).</summary>
    public double Uniform(ulong n) => (Bits(n) >> 11) * (1.0 / (1UL << 53));
}
