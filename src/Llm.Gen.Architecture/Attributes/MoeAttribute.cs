namespace Llm.Gen;

/// <summary>Declares a mixture of experts (arXiv:1701.06538): a router chooses a few feed-forwards for each token and weighs what they return.</summary>
/// <param name="experts">Number of experts.</param>
/// <param name="chosen">How many of them a token passes through.</param>
/// <param name="inner">Size of what stands between the projections of one expert.</param>
public sealed class MoeAttribute(int experts, int chosen, int inner) : LayerPartAttribute
{
    /// <summary>Number of experts.</summary>
    public int Experts { get; } = experts;

    /// <summary>How many of them a token passes through.</summary>
    public int Chosen { get; } = chosen;

    /// <summary>Size of what stands between the projections of one expert.</summary>
    public int Inner { get; } = inner;

    /// <summary>What an expert is. Default: SwiGLU.</summary>
    public ExpertUnit Unit { get; set; }

    /// <summary>Whether the experts' projections add a bias. Default: false.</summary>
    public bool Bias { get; set; }

    /// <summary>As of <see cref="SwiGluAttribute.ClampLimit"/>. Default: gates are not cut off.</summary>
    public double ClampLimit { get; set; }

    /// <summary>As of <see cref="SwiGluAttribute.ClampAlpha"/>. Default: 1.702.</summary>
    public double ClampAlpha { get; set; } = 1.702;

    /// <summary>Inner size of an expert that every token passes through (arXiv:2401.06066). Default: there is none.</summary>
    public int SharedInner { get; set; }

    /// <summary>Whether the shared expert's result is multiplied by the sigmoid of a score of its own. Default: false.</summary>
    public bool SharedGate { get; set; }

    /// <summary>Whether scores are sigmoids (arXiv:2412.19437), and not the softmax over all experts. Default: false.</summary>
    public bool Sigmoid { get; set; }

    /// <summary>Whether the chosen scores are divided by their sum. Default: false.</summary>
    public bool Normalise { get; set; }

    /// <summary>What the weights are multiplied by in the end. Default: 1.</summary>
    public double Scale { get; set; } = 1;

    /// <summary>Whether a stored number for each expert is added to its score for choosing, and not for weighing (arXiv:2408.15664). Default: false.</summary>
    public bool CorrectionBias { get; set; }

    /// <summary>Whether the router's projection adds a bias. Default: false.</summary>
    public bool RouterBias { get; set; }

    /// <summary>Groups of neighbouring experts, of which only some are chosen from (arXiv:2405.04434). Default: 1.</summary>
    public int Groups { get; set; } = 1;

    /// <summary>How many groups are chosen from. Default: 1.</summary>
    public int GroupsChosen { get; set; } = 1;

    /// <summary>Whether a group counts by the sum of its two best scores, and not by the best. Default: false.</summary>
    public bool GroupsByTwoBest { get; set; }

    /// <summary>An expert takes at most ceil(capacity * tokens * chosen / experts) assignments (arXiv:2101.03961). Default: all.</summary>
    public double Capacity { get; set; }

    /// <summary>What the balance loss is multiplied by when it is added (arXiv:2101.03961). Default: 0.</summary>
    public double Balance { get; set; }

    /// <summary>What the router's z loss is multiplied by when it is added (arXiv:2202.08906). Default: 0.</summary>
    public double RouterZ { get; set; }
}
