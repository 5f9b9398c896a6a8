namespace Llm.Gen.Architectures;

/// <summary>Positions that are added to the tokens' embeddings.</summary>
public abstract record EmbeddedPositionSpec
{
    /// <summary>What is added to a position before its row is taken: OPT and BioGPT keep 2 rows in front. Default: 0.</summary>
    public int Offset { get; init; }
}
