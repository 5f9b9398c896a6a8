using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>
/// The root of an emitted model: what is the same for all of them. One thread uses it at a time: forward, saving, moving and disposing wait for
/// what another thread has under way, a generation or a training step as a whole.
/// </summary>
public abstract class CausalModel : Block, ICausalModel
{
    private readonly ModelTurns _turns;
    private readonly List<ModelAdapter> _adapters = [];

    /// <summary>Names the module after the declaration.</summary>
    protected CausalModel(ModelFacts facts) : base(facts.Name) => (Facts, _turns) = (facts, new ModelTurns(facts.Name));

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
        using var turn = TakeTurn();
        using var scope = NewDisposeScope();
        return Score(Hidden(tokens, pass)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public IDisposable TakeTurn(CancellationToken cancellation = default) => _turns.Take(cancellation);

    /// <inheritdoc/>
    public abstract IEnumerable<StoredWeight> Weights();

    /// <inheritdoc/>
    public abstract IEnumerable<AdapterPoint> AdapterPoints();

    /// <inheritdoc/>
    public GenerationDefaults GenerationDefaults { get; set; } = new();

    /// <summary>The adapters that were made for the model, on or off, and not yet disposed of.</summary>
    public IReadOnlyList<ModelAdapter> Adapters => _adapters;

    /// <summary>What the checkpoint held beside this model, a line a part: its vision, say. Empty for a model that was not loaded.</summary>
    public IReadOnlyList<string> LeftInFile { get; internal set; } = [];

    /// <summary>The config.json that the model is saved with, or none.</summary>
    internal string? StoredConfig { get; set; }

    /// <summary>Takes every weight out of training: only what adapters hold goes on learning.</summary>
    public void Freeze()
    {
        using var turn = TakeTurn();
        foreach (var weight in Weights())
        {
            weight.Parameter.requires_grad = false;
            weight.Parameter.grad = null;
        }
    }

    /// <inheritdoc/>
    public void Save(string folder, CancellationToken cancellation = default)
    {
        using var turn = TakeTurn(cancellation);
        ModelSaving.Save(this, folder, cancellation);
    }

    /// <summary>The decoder's hidden states, in this thread's turn, of arguments that fit the model. A cache stays as it was where that fails.</summary>
    protected Tensor Run(Block decoder, Tensor tokens, Pass pass)
    {
        using var turn = TakeTurn();
        ForwardInput.Require(this, tokens, pass);
        return pass.Run(this, decoder, tokens, _turns);
    }

    /// <summary>The head's scores, in this thread's turn, of hidden states that fit the model.</summary>
    protected Tensor Run(IScorer head, Tensor hidden)
    {
        using var turn = TakeTurn();
        ForwardInput.Require(this, hidden);
        return head.Score(hidden);
    }

    /// <summary>Takes an adapter in, to be disposed of with the model.</summary>
    internal void Adopt(ModelAdapter adapter) => _adapters.Add(adapter);

    /// <summary>Forgets an adapter that is gone.</summary>
    internal void Leave(ModelAdapter adapter) => _adapters.Remove(adapter);

    /// <inheritdoc/>
    private protected override IDisposable BeginMove() => TakeTurn();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (!disposing)
        {
            base.Dispose(disposing);
            return;
        }
        _turns.Close(() =>
        {
            ModelThread.End(this);
            _adapters.ForEach(adapter => adapter.Leave());
            _adapters.Clear();
            base.Dispose(disposing);
        });
    }
}
