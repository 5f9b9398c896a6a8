namespace Llm.Gen.Runtime;

/// <summary>Scales in 8 bits each, see <see cref="NarrowScales"/>.</summary>
internal readonly unsafe struct CodedScales(byte* codes, float* levels, float* outer, int outerSize, float mean) : IBlockScales
{
    /// <inheritdoc/>
    public float Of(long block) => levels[codes[block]] * outer[block / outerSize] + mean;
}
