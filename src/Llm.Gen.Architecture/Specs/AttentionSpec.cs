namespace Llm.Gen.Architectures;

/// <summary>What mixes information between positions.</summary>
public abstract record AttentionSpec
{
    /// <summary>Number of query heads.</summary>
    public required int Heads { get; init; }

    /// <summary>What scores are multiplied by. Default: null, 1 / root(size of a query).</summary>
    public double? Scale { get; init; }

    /// <summary>Share of the attention's weights that training drops. Default: 0.</summary>
    public double Dropout { get; init; }
}
