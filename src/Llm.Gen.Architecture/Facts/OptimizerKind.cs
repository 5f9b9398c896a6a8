namespace Llm.Gen.Architectures;

/// <summary>Optimisers that differ in the state they keep.</summary>
public enum OptimizerKind
{
    /// <summary>AdamW (arXiv:1711.05101): two moments in float32.</summary>
    AdamW,

    /// <summary>AdamW with moments in 8 bits (arXiv:2110.02861), and a float32 scale for each 256 of them.</summary>
    AdamW8Bit,

    /// <summary>Adafactor (arXiv:1804.04235): a number for each row and each column of a matrix.</summary>
    Adafactor,

    /// <summary>Lion (arXiv:2302.06675): one moment in float32.</summary>
    Lion,

    /// <summary>Stochastic gradient descent with momentum: one moment in float32.</summary>
    Momentum,

    /// <summary>Stochastic gradient descent: nothing.</summary>
    Sgd,
}
