namespace Llm.Gen.Architectures;

/// <summary>How a family that stores all experts of a layer in one tensor names them.</summary>
public sealed record StackedExpertNames
{
    /// <summary>The tensor of gate and up projections, in the feed-forward: [experts, 2 inner, hidden].</summary>
    public required string GateUp { get; init; }

    /// <summary>The tensor of their biases; null where there are none.</summary>
    public string? GateUpBias { get; init; }

    /// <summary>The tensor of down projections, in the feed-forward: [experts, hidden, inner].</summary>
    public required string Down { get; init; }

    /// <summary>The tensor of their biases; null where there are none.</summary>
    public string? DownBias { get; init; }

    /// <summary>Whether the last two extents are turned round. Default: false.</summary>
    public bool IsTransposed { get; init; }

    /// <summary>Whether rows of gate and up projection take turns. Default: false.</summary>
    public bool HasRowsInTurns { get; init; }
}
