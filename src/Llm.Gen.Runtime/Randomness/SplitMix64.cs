namespace Llm.Gen.Randomness;

/// <summary>The finaliser of SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014).</summary>
internal static class SplitMix64
{
    /// <summary>By how much its state grows from number to number: 2^64 over the golden ratio, made odd.</summary>
    public const ulong Step = 0x9E3779B97F4A7C15;

    /// <summary>A permutation of the numbers of 64 bits: every bit that goes in reaches every bit that comes out.</summary>
    public static ulong Mix(ulong x)
    {
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }

    /// <summary>A fingerprint of words, grown by one more.</summary>
    public static ulong Fold(ulong print, ulong word) => Mix(print + word + Step);
}
