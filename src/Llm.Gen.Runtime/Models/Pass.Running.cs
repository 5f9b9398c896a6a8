using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>How a pass is run, and what lives as long as it.</summary>
public sealed partial class Pass
{
    [ThreadStatic]
    private static Pass? _running;

    private readonly Tapes _tapes = new();
    private List<IDisposable>? _kept;
    private ModelTurns? _graphs;                // of the model whose graph this pass has open

    /// <summary>Frees what it kept, the graph too if its backward never ran, and lets another thread learn.</summary>
    public void Dispose()
    {
        foreach (var kept in States.Concat(_losses ?? []).Concat(_kept ?? []))
            kept.Dispose();
        (_states, _losses, _kept) = (null, null, null);
        _tapes.Dispose();
        Interlocked.Exchange(ref _graphs, null)?.CloseGraph();
    }

    /// <summary>The pass that the calling thread has under way, or none.</summary>
    internal static Pass? Running => _running;

    /// <summary>Runs a layer, or a decoder, as a part of this pass.</summary>
    internal Tensor Call(Block part, Tensor x)
    {
        var outer = _running;
        _running = this;
        try
        {
            return part.call(x, this);
        }
        finally
        {
            _running = outer;
        }
    }

    /// <summary>Lives as long as the pass.</summary>
    internal void Keep(IDisposable part) => (_kept ??= []).Add(part);

    /// <summary>Runs a whole decoder; where that fails, its cache holds what it held before.</summary>
    internal Tensor Run(CausalModel model, Block decoder, Tensor tokens, ModelTurns turns)
    {
        if (is_grad_enabled())
        {
            turns.RequireGraphs();
            _tapes.Begin();
        }
        var hidden = Cache is null ? Call(decoder, tokens) : RunCached(Cache, model, decoder, tokens);
        if (hidden.requires_grad)
        {
            turns.OpenGraph();
            _graphs = turns;
        }
        return hidden;
    }

    private Tensor RunCached(KvCache cache, CausalModel model, Block decoder, Tensor tokens)
    {
        lock (cache.InUse)
        {
            cache.Require(model.Facts, model.Head.Weight);
            try
            {
                return Call(decoder, tokens);
            }
            catch when (_hasClaimed)
            {
                cache.Undo(Offset);
                throw;
            }
        }
    }
}
