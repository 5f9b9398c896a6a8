namespace Llm.Gen.Runtime;

/// <summary>Which 16 levels four bits stand for; each block of values has its own scale.</summary>
public enum FourBitType
{
    /// <summary>The quantiles of a normal distribution (arXiv:2305.14314).</summary>
    Nf4,

    /// <summary>A sign, two bits of exponent, one of mantissa.</summary>
    Fp4,
}
