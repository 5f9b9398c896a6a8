using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>The root of an emitted model: what is the same for all of them.</summary>
public abstract class CausalModel : Block, ICausalModel
{
    /// <summary>Names the module after the declaration.</summary>
    protected CausalModel(ModelFacts facts) : base(facts.Name) => Facts = facts;

    /// <inheritdoc/>
    public ModelFacts Facts { get; }

    /// <inheritdoc/>
    public abstract IScorer Head { get; }

    /// <inheritdoc/>
    public Placement Placement => new(Head.Weight.device, Head.Weight.dtype);

    /// <inheritdoc/>
    public abstract Tensor Hidden(Tensor tokens, Pass pass);

    /// <inheritdoc/>
    public abstract Tensor Score(Tensor hidden);

    /// <summary>Scores the next token at every position: <see cref="Score"/> of <see cref="Hidden"/>.</summary>
    /// <param name="tokens">Token ids, int64 [B, T].</param>
    /// <param name="pass">Where the tokens stand: positions, documents, cache; and what to collect on the way.</param>
    /// <returns>Logits, float32 [B, T, V].</returns>
    public sealed override Tensor forward(Tensor tokens, Pass pass)
    {
        using var scope = NewDisposeScope();
        return Score(Hidden(tokens, pass)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public abstract IEnumerable<StoredWeight> Weights();

    /// <inheritdoc/>
    public abstract IEnumerable<AdapterPoint> AdapterPoints();

    /// <inheritdoc/>
    public GenerationDefaults GenerationDefaults { get; set; } = new();

    /// <summary>The config.json that the model was loaded with, or none.</summary>
    internal string? StoredConfig { get; set; }

    /// <summary>Takes every weight out of training: only what adapters hold goes on learning.</summary>
    public void Freeze()
    {
        foreach (var weight in Weights())
        {
            weight.Parameter.requires_grad = false;
            weight.Parameter.grad = null;
        }
    }

    /// <inheritdoc/>
    public void Save(string folder) => ModelSaving.Save(this, folder);
}
