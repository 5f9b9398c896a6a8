using Llm.Gen.Architectures;

namespace Llm.Gen.Emission;

/// <summary>How big a model is, in the words of emitted comments.</summary>
internal sealed class SizeProse(ArchitectureFacts facts, int positions)
{
    /// <summary>"58.1 MB in float32, 29.1 MB in bfloat16".</summary>
    public string Weights => InBoth(facts.GenerationMemory(1, 0, 4, 4).Weights, facts.GenerationMemory(1, 0, 2, 2).Weights);

    /// <summary>"4,608 bytes in float32, 2,304 bytes in bfloat16".</summary>
    public string CacheOfOneToken => InBoth(facts.CachedBytesPerToken(4), facts.CachedBytesPerToken(2));

    /// <summary>"4.72 MB in float32, 2.36 MB in bfloat16".</summary>
    public string CacheOfAllPositions => InBoth(OfAllPositions(4), OfAllPositions(2));

    /// <summary>Weights, gradients and the optimizer's state.</summary>
    public string Training => InBoth(facts.TrainingMemory(4).Total, facts.TrainingMemory(2).Total);

    private long OfAllPositions(int bytesPerValue) => facts.CachedValues(positions) * bytesPerValue;

    private static string InBoth(long float32, long bfloat16) => $"{CSharp.Bytes(float32)} in float32, {CSharp.Bytes(bfloat16)} in bfloat16";
}
