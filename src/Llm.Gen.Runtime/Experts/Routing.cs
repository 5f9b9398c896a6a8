namespace Llm.Gen.Runtime;

/// <summary>How a router's logits become a choice of experts.</summary>
public sealed record Routing
{
    /// <summary>Experts that each token passes through.</summary>
    public required int Chosen { get; init; }

    /// <summary>What makes scores of the logits.</summary>
    public RouterScore Score { get; init; }

    /// <summary>Whether the weights of a token's experts are made to add up to one.</summary>
    public bool Normalizes { get; init; }

    /// <summary>What the weights are multiplied by at last.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>Groups that the experts are divided into, in their order; 1 where they are not.</summary>
    public int Groups { get; init; } = 1;

    /// <summary>Groups that a token's experts may come from.</summary>
    public int GroupsChosen { get; init; } = 1;

    /// <summary>What stands for a group when groups are chosen.</summary>
    public GroupScore GroupScore { get; init; }

    /// <summary>
    /// The most tokens that an expert takes, as a multiple of its even share; those that come later in order of row, token and rank add nothing
    /// (arXiv:2101.03961). Without a bound where it is null, and never bounded when a cache continues a text.
    /// </summary>
    public double? Capacity { get; init; }

    /// <summary>What the balance loss is multiplied by: experts times the sum of (share of assignments) x (mean probability), 1 when even (arXiv:2101.03961).</summary>
    public double Balance { get; init; }

    /// <summary>What the mean squared log-sum-exp of the logits is multiplied by (arXiv:2202.08906).</summary>
    public double RouterZ { get; init; }
}
