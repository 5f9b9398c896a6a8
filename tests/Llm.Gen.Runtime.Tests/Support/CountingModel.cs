using TorchSharp;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime.Tests.Support;

/// <summary>A model that writes down how many tensors are alive on the thread that runs it, at the beginning of each forward.</summary>
public sealed class CountingModel(ICausalModel model) : ICausalModel
{
    public List<long> Counts { get; } = [];

    public ModelFacts Facts => model.Facts;

    public IScorer Head => model.Head;

    public Placement Placement => model.Placement;

    public GenerationDefaults GenerationDefaults => model.GenerationDefaults;

    public Action<int> Before { get; init; } = _ => { };

    /// <summary>The same between two generations.</summary>
    public Task<long> LiveOnItsThread()
    {
        var count = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        ModelThread.Of(this).Post(() => count.SetResult(DisposeScopeManager.Statistics.ThreadTotalLiveCount));
        return count.Task;
    }

    public Tensor Hidden(Tensor tokens, Pass pass)
    {
        Counts.Add(DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        Before(Counts.Count);
        return model.Hidden(tokens, pass);
    }

    public Tensor Score(Tensor hidden) => model.Score(hidden);

    public IEnumerable<StoredWeight> Weights() => model.Weights();

    public IEnumerable<AdapterPoint> AdapterPoints() => model.AdapterPoints();

    public IDisposable TakeTurn(CancellationToken cancellation = default) => model.TakeTurn(cancellation);

    public void Save(string folder, CancellationToken cancellation = default) => model.Save(folder, cancellation);

    public void Dispose() => model.Dispose();
}
