namespace Llm.Gen.Runtime;

/// <summary>Which biases of the model an adapter trains along.</summary>
public enum AdapterBias
{
    /// <summary>None.</summary>
    None,

    /// <summary>Those of the projections that have a low-rank update.</summary>
    LoraOnly,

    /// <summary>Every one.</summary>
    All,
}
