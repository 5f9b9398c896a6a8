namespace Llm.Gen.Runtime;

/// <summary>What to do with stored tensors that the declaration has no place for.</summary>
public enum ExtraTensors
{
    /// <summary>Loading fails and names them.</summary>
    Refuse,

    /// <summary>They are left in the file.</summary>
    Ignore,
}
