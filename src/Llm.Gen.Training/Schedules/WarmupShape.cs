namespace Llm.Gen.Training;

/// <summary>How the learning rate rises over W warm-up steps; s counts from 0.</summary>
public enum WarmupShape
{
    /// <summary>s / W: the very first step has rate 0.</summary>
    FromZero,

    /// <summary>(s + 1) / W: the first step moves already, and what follows the warm-up is a step ahead too.</summary>
    FromFirst,

    /// <summary>(s + 1) / (W + 1): neither zero nor the highest is a step of the warm-up.</summary>
    Between,

    /// <summary>Half a cosine from 0: (1 - cos(pi s / W)) / 2.</summary>
    Cosine,
}
