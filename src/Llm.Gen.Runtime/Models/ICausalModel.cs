using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>A language model that predicts the next token from those before it. B is the batch, T the tokens, D the hidden size, V the vocabulary. One thread uses it at a time; others wait their turn.</summary>
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

    /// <summary>
    /// Waits until no other thread uses the model, and keeps all others waiting until it is disposed of, by the same thread. Every call takes its own turn;
    /// take one for what must not come apart: a step that changes weights, a merge, several forwards that must see the same weights.
    /// </summary>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="ObjectDisposedException">The model is disposed of.</exception>
    IDisposable TakeTurn(CancellationToken cancellation = default);

    /// <summary>Writes config.json and the weights into a folder; what was there survives a failure.</summary>
    /// <param name="folder">Created when missing.</param>
    /// <param name="cancellation">Ends the writing; the folder keeps what it had.</param>
    void Save(string folder, CancellationToken cancellation = default);
}
