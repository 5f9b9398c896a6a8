namespace Llm.Gen.Runtime;

/// <summary>What a stored tensor is: it decides how the tensor is initialised and whether it decays.</summary>
public enum WeightRole
{
    /// <summary>A matrix: drawn from a normal distribution, decayed.</summary>
    Matrix,

    /// <summary>The multiplier of a norm: starts at one, not decayed.</summary>
    Gain,

    /// <summary>An added vector: starts at zero, not decayed.</summary>
    Bias,

    /// <summary>Rows that are looked up by position or distance: drawn from a normal distribution, not decayed.</summary>
    Table,

    /// <summary>What moves the choice of experts: starts at zero, kept and saved, and no gradient reaches it.</summary>
    Correction,

    /// <summary>A number that an activation learns: starts as its part made it, not decayed.</summary>
    Coefficient,
}
