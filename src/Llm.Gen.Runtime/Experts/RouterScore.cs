namespace Llm.Gen.Runtime;

/// <summary>What makes scores of a router's logits.</summary>
public enum RouterScore
{
    /// <summary>Shares of one among all experts: softmax.</summary>
    Softmax,

    /// <summary>Each expert by itself: sigmoid.</summary>
    Sigmoid,
}
