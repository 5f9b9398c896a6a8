using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>A language model that predicts the next token from those before it. B is the batch, T the tokens, D the hidden size, V the vocabulary.</summary>
public interface ICausalModel : IDisposable
{
    /// <summary>What is known without the weights.</summary>
    ModelFacts Facts { get; }

    /// <summary>What turns hidden states into scores.</summary>
    IScorer Head { get; }

    /// <summary>Where the weights are, and their type.</summary>
    Placement Placement { get; }

    /// <summary>What the checkpoint says of generation.</summary>
    GenerationDefaults GenerationDefaults { get; }

    /// <summary>Last hidden states [B, T, D] of token ids, int64 [B, T].</summary>
    Tensor Hidden(Tensor tokens, Pass pass);

    /// <summary>Logits of hidden states: [.., D] to float32 [.., V].</summary>
    Tensor Score(Tensor hidden);

    /// <summary>One row a stored tensor, in the order of the file; tied tensors once.</summary>
    IEnumerable<StoredWeight> Weights();

    /// <summary>Every matrix that an adapter may sit on.</summary>
    IEnumerable<AdapterPoint> AdapterPoints();

    /// <summary>Writes config.json and the weights into a folder; what was there survives a failure.</summary>
    void Save(string folder);
}
