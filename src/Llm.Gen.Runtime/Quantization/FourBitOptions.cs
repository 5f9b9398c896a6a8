namespace Llm.Gen.Runtime;

/// <summary>How matrices are kept in four bits.</summary>
public sealed record FourBitOptions
{
    /// <summary>The levels; NF4 unless said.</summary>
    public FourBitType Type { get; init; } = FourBitType.Nf4;

    /// <summary>Values that share a scale, across the ends of rows; 64 unless said.</summary>
    public int BlockSize { get; init; } = 64;

    /// <summary>Whether scales are kept in 8 bits each; they are unless said.</summary>
    public bool HasNarrowScales { get; init; } = true;

    /// <summary>Bytes of a matrix of so many values: codes, scales, and scales of those.</summary>
    internal long BytesOf(long count)
    {
        var blocks = (count + BlockSize - 1) / BlockSize;
        var scales = HasNarrowScales ? blocks + sizeof(float) * ((blocks + NarrowScales.BlockSize - 1) / NarrowScales.BlockSize) : sizeof(float) * blocks;
        return (count + 1) / 2 + scales;
    }

    /// <summary>What is wrong with them, each a clause.</summary>
    internal IEnumerable<string> Errors()
    {
        if (!Enum.IsDefined(Type))
            yield return $"{nameof(Type)} is {(int)Type}, expected one of {string.Join(", ", Enum.GetNames<FourBitType>())}";
        if (BlockSize is < 16 or > 4096 || !int.IsPow2(BlockSize))
            yield return $"{nameof(BlockSize)} is {BlockSize}, expected a power of two from 16 to 4096";
    }
}
