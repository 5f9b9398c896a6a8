namespace Llm.Gen.Runtime;

/// <summary>How sines and cosines lie in a vector of D values, and at which frequencies.</summary>
public enum SinusoidLayout
{
    /// <summary>sin, cos, sin, cos, at frequencies 10000^(-2i / D), as in the paper.</summary>
    Interleaved,

    /// <summary>All sines, then all cosines, at frequencies 10000^(-i / (D/2 - 1)), as in tensor2tensor.</summary>
    Halves,
}
