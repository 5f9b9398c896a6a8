using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>Turns hidden states into scores: an output matrix, or the embedding read the other way.</summary>
public interface IScorer
{
    /// <summary>One row a token, [V, D].</summary>
    Parameter Weight { get; }

    /// <summary>Added to every row of scores, [V], or none.</summary>
    Parameter? Bias { get; }

    /// <summary>What is done to the products before they are logits, or nothing.</summary>
    LogitShape? Logits { get; }

    /// <summary>Whether the products are those of matrix and bias alone, so that losses may form them piece by piece.</summary>
    bool IsPlain { get; }

    /// <summary>Logits of hidden states: [.., D] to float32 [.., V].</summary>
    Tensor Score(Tensor hidden);
}
