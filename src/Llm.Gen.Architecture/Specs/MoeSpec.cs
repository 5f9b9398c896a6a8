namespace Llm.Gen.Architectures;

/// <summary>A mixture of experts (arXiv:1701.06538): a router chooses a few feed-forwards for each token and weighs what they return.</summary>
public sealed record MoeSpec : FeedForwardSpec
{
    /// <summary>Number of experts.</summary>
    public required int Experts { get; init; }

    /// <summary>How many of them a token passes through.</summary>
    public required int Chosen { get; init; }

    /// <summary>One expert; all have its shape.</summary>
    public required DenseFeedForwardSpec Expert { get; init; }

    /// <summary>How experts are chosen and weighed. Default: softmax over all, weighed as they are.</summary>
    public RoutingSpec Routing { get; init; } = new();

    /// <summary>The expert that every token passes through beside the chosen ones; null where there is none.</summary>
    public SharedExpertSpec? Shared { get; init; }

    /// <summary>
    /// An expert takes at most ceil(capacity * tokens * chosen / experts) assignments, in order of row, token and rank; the rest adds nothing
    /// (arXiv:2101.03961). Null where it takes all.
    /// </summary>
    public double? Capacity { get; init; }

    /// <summary>What experts * sum(share of assignments * mean probability) is multiplied by when it is added to the loss (arXiv:2101.03961). Default: 0.</summary>
    public double BalanceCoefficient { get; init; }

    /// <summary>What mean(logsumexp(router scores)^2) is multiplied by when it is added to the loss (arXiv:2202.08906). Default: 0.</summary>
    public double RouterZCoefficient { get; init; }
}
