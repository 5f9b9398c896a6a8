namespace Llm.Gen.Architectures;

/// <summary>How a router chooses experts and weighs them.</summary>
public sealed record RoutingSpec
{
    /// <summary>What makes scores of the router's results. Default: softmax over all experts.</summary>
    public RoutingScore Score { get; init; }

    /// <summary>Whether the chosen scores are divided by their sum; with softmax that is the softmax over the chosen alone. Default: false.</summary>
    public bool IsNormalised { get; init; }

    /// <summary>What the weights are multiplied by in the end. Default: 1.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>Whether a stored number for each expert is added to its score for choosing, and not for weighing (arXiv:2408.15664). Default: false.</summary>
    public bool HasCorrectionBias { get; init; }

    /// <summary>Whether the router's projection adds a bias. Default: false.</summary>
    public bool HasBias { get; init; }

    /// <summary>Groups of neighbouring experts, of which only some are chosen from (arXiv:2405.04434). Default: 1.</summary>
    public int Groups { get; init; } = 1;

    /// <summary>How many groups are chosen from. Default: 1.</summary>
    public int GroupsChosen { get; init; } = 1;

    /// <summary>What a group counts for. Default: its best score.</summary>
    public GroupScore GroupScore { get; init; }
}
