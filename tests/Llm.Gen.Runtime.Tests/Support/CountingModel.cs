using TorchSharp;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime.Tests.Support;

/// <summary>A model that writes down how many tensors are alive on the thread that runs it, at the beginning of each forward.</summary>
public sealed class CountingModel(ICausalModel model) : WrappedModel(model)
{
    public List<long> Counts { get; } = [];

    public Action<int> Before { get; init; } = _ => { };

    /// <summary>The same between two generations.</summary>
    public Task<long> LiveOnItsThread()
    {
        var count = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        ModelThread.Of(this).Post(() => count.SetResult(DisposeScopeManager.Statistics.ThreadTotalLiveCount));
        return count.Task;
    }

    public override Tensor Hidden(Tensor tokens, Pass pass)
    {
        Counts.Add(DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        Before(Counts.Count);
        return base.Hidden(tokens, pass);
    }
}
