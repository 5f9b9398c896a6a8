using static TorchSharp.torch;

namespace Llm.Gen.Runtime.Tests.Support;

/// <summary>A model whose passes take a while, and that says whether one is under way.</summary>
public sealed class SlowModel(ICausalModel model) : ICausalModel
{
    private volatile bool _isRunning;

    public bool IsRunning => _isRunning;

    public ModelFacts Facts => model.Facts;

    public IScorer Head => model.Head;

    public Placement Placement => model.Placement;

    public GenerationDefaults GenerationDefaults => model.GenerationDefaults;

    public Tensor Hidden(Tensor tokens, Pass pass)
    {
        _isRunning = true;
        Thread.Sleep(100);
        var hidden = model.Hidden(tokens, pass);
        _isRunning = false;
        return hidden;
    }

    public Tensor Score(Tensor hidden) => model.Score(hidden);

    public IEnumerable<StoredWeight> Weights() => model.Weights();

    public IEnumerable<AdapterPoint> AdapterPoints() => model.AdapterPoints();

    public IDisposable TakeTurn(CancellationToken cancellation = default) => model.TakeTurn(cancellation);

    public void Save(string folder, CancellationToken cancellation = default) => model.Save(folder, cancellation);

    public void Dispose() => model.Dispose();
}
