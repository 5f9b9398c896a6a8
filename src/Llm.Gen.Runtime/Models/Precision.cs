namespace Llm.Gen.Runtime;

/// <summary>The element type of a model's weights.</summary>
public enum Precision
{
    /// <summary>As the checkpoint says; a new model is float32.</summary>
    AsStored,

    /// <summary>float32.</summary>
    Float32,

    /// <summary>bfloat16; sums are float32 where it matters.</summary>
    BFloat16,
}
