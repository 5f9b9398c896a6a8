namespace Llm.Gen.Training;

/// <summary>Which weights decay.</summary>
public enum DecayedWeights
{
    /// <summary>Matrices: embeddings, projections, experts, adapters; no gains, biases and tables of positions.</summary>
    Matrices,

    /// <summary>All of two or more dimensions: tables of positions too.</summary>
    TwoDimensional,

    /// <summary>All.</summary>
    All,
}
