namespace Llm.Gen.Architectures;

/// <summary>How sines and cosines stand in a row of sinusoidal positions.</summary>
public enum SinusoidLayout
{
    /// <summary>sin, cos, sin, cos, with frequencies 10000^(-2i / D), as in the paper.</summary>
    Interleaved,

    /// <summary>All sines, then all cosines, with frequencies 10000^(-i / (D/2 - 1)), as in tensor2tensor and XGLM.</summary>
    Halves,
}
