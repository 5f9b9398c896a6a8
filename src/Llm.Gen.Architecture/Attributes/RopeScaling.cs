namespace Llm.Gen;

/// <summary>How rotary positions reach past the length that a model was first trained at.</summary>
public enum RopeScaling
{
    /// <summary>They do not.</summary>
    None,

    /// <summary>Position interpolation (arXiv:2306.15595): every frequency divided by the factor.</summary>
    Linear,

    /// <summary>Dynamic NTK (arXiv:2309.00071, section 3.3): past the original length the base grows with the length of the sequence.</summary>
    Dynamic,

    /// <summary>YaRN (arXiv:2309.00071): low frequencies divided by the factor, high ones kept, a ramp between; attention is sharpened.</summary>
    Yarn,

    /// <summary>Llama 3.1's (arXiv:2407.21783): as YaRN by wave lengths, without sharpening.</summary>
    Llama3,

    /// <summary>LongRoPE (arXiv:2402.13753): each frequency divided by a number of its own, others in long sequences than in short ones.</summary>
    LongRope,
}
