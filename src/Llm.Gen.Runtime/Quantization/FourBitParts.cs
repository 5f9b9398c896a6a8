using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>What a matrix in four bits consists of, outside of every dispose scope.</summary>
/// <param name="Codes">Two values a byte, uint8 [ceil(count / 2)].</param>
/// <param name="Scales">Float32 [blocks], or their codes, uint8 [blocks].</param>
/// <param name="OuterScales">Scales of the scales, float32 [ceil(blocks / OuterSize)], where scales are codes.</param>
/// <param name="OuterLevels">What codes of scales stand for, [256].</param>
/// <param name="Mean">What is added to each scale that is a code.</param>
/// <param name="OuterSize">Scales that share a scale.</param>
internal sealed record FourBitParts(Tensor Codes, Tensor Scales, Tensor? OuterScales = null, float[]? OuterLevels = null, float Mean = 0, int OuterSize = NarrowScales.BlockSize)
{
    /// <summary>The same with scales in 8 bits each.</summary>
    public static FourBitParts Narrow(Tensor codes, Tensor scales)
    {
        var (narrow, outer, mean) = NarrowScales.Narrow(scales);
        return new FourBitParts(codes.DetachFromDisposeScope(), narrow, outer, NarrowScales.Levels, mean);
    }
}
