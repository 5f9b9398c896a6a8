namespace Llm.Gen.Architectures;

/// <summary>The type that config.json says its checkpoint's tensors have.</summary>
public enum WeightPrecision
{
    /// <summary>32 bits: "float32".</summary>
    Float32,

    /// <summary>16 bits with float32's range: "bfloat16".</summary>
    BFloat16,

    /// <summary>16 bits with more digits and less range: "float16".</summary>
    Float16,
}
