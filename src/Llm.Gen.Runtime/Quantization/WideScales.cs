namespace Llm.Gen.Runtime;

/// <summary>Scales in float32.</summary>
internal readonly unsafe struct WideScales(float* scales) : IBlockScales
{
    /// <inheritdoc/>
    public float Of(long block) => scales[block];
}
