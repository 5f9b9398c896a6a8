using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using TorchSharp;

namespace Llm.Gen.Runtime;

/// <summary>The one thread that runs a model: dispose scopes and gradient mode belong to threads. Jobs wait their turn.</summary>
internal sealed class ModelThread
{
    private static readonly ConditionalWeakTable<ICausalModel, ModelThread> Threads = [];

    private readonly BlockingCollection<Action> _jobs = [];

    private ModelThread()
    {
        var jobs = _jobs;
        new Thread(() => Work(jobs)) { IsBackground = true, Name = "Llm.Gen model" }.Start();
    }

    /// <summary>Lets the thread go once the model and its users are gone.</summary>
    ~ModelThread() => _jobs.CompleteAdding();

    /// <summary>The thread of a model, the same for all its users.</summary>
    public static ModelThread Of(ICausalModel model) => Threads.GetValue(model, _ => new ModelThread());

    /// <summary>Runs a job after those before it; a job handles its own failures.</summary>
    public void Post(Action job) => _jobs.Add(job);

    private static void Work(BlockingCollection<Action> jobs)
    {
        torch.set_num_threads(torch.get_num_threads());         // OpenMP counts threads for each calling thread apart
        using var _ = torch.no_grad();
        while (RunNext(jobs))
        {
        }
    }

    /// <summary>Runs the next job. A method of its own, so that a thread that waits holds no job and with it no model.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool RunNext(BlockingCollection<Action> jobs)
    {
        if (!jobs.TryTake(out var job, Timeout.Infinite))
            return false;
        job();
        return true;
    }
}
