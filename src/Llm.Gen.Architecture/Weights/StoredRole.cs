namespace Llm.Gen.Architectures;

/// <summary>What a stored tensor is; the runtime's roles have the same names.</summary>
public enum StoredRole
{
    /// <summary>A matrix that is multiplied, or the tokens' embedding.</summary>
    Matrix,

    /// <summary>The weight of a norm.</summary>
    Gain,

    /// <summary>What is added, to a projection, a norm or a head's softmax.</summary>
    Bias,

    /// <summary>Rows that are looked up by position or distance.</summary>
    Table,

    /// <summary>What moves the choice of experts: kept and saved, but no gradient reaches it.</summary>
    Correction,

    /// <summary>A number that an activation learns.</summary>
    Coefficient,
}
