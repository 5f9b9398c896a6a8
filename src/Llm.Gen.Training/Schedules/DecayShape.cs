namespace Llm.Gen.Training;

/// <summary>How the learning rate falls at the end of a warm-up, stable, decay schedule; p is the part of the decay that is over.</summary>
public enum DecayShape
{
    /// <summary>1 - p.</summary>
    Linear,

    /// <summary>(1 + cos(pi p)) / 2.</summary>
    Cosine,

    /// <summary>1 - sqrt(p) (arXiv:2405.18392).</summary>
    OneMinusSqrt,
}
