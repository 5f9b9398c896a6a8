namespace Llm.Gen.Runtime;

/// <summary>
/// What to do with stored tensors that the declaration has no place for. Those that follow from the configuration (causal masks, rotary frequencies)
/// or belong to a part that the family is published with (vision, a predictor of further tokens) are left in the file either way.
/// </summary>
public enum ExtraTensors
{
    /// <summary>Loading fails and names them.</summary>
    Refuse,

    /// <summary>They are left in the file.</summary>
    Ignore,
}
