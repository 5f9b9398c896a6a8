namespace Llm.Gen.Architectures;

/// <summary>What makes scores of a router's results.</summary>
public enum RoutingScore
{
    /// <summary>Softmax over all experts.</summary>
    Softmax,

    /// <summary>Sigmoid of each.</summary>
    Sigmoid,
}
