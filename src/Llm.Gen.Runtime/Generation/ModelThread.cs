using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using TorchSharp;

namespace Llm.Gen.Runtime;

/// <summary>The one thread that runs a model: dispose scopes and gradient mode belong to threads. Jobs wait their turn.</summary>
internal sealed class ModelThread
{
    private static readonly ConditionalWeakTable<ICausalModel, ModelThread> Threads = [];

    private readonly BlockingCollection<Action> _jobs = [];

    private readonly string _model;

    private ModelThread(string model)
    {
        _model = model;
        var jobs = _jobs;
        new Thread(() => Work(jobs)) { IsBackground = true, Name = "Llm.Gen model" }.Start();
    }

    /// <summary>Lets the thread go once the model and its users are gone.</summary>
    ~ModelThread() => _jobs.CompleteAdding();

    /// <summary>The thread of a model, the same for all its users.</summary>
    public static ModelThread Of(ICausalModel model) => Threads.GetValue(model, key => new ModelThread(key.Facts.Name));

    /// <summary>Lets the thread of a model go after the jobs that it has; takes no more.</summary>
    public static void End(ICausalModel model)
    {
        if (Threads.TryGetValue(model, out var thread))
            thread._jobs.CompleteAdding();
    }

    /// <summary>Runs a job after those before it; a job handles its own failures.</summary>
    /// <exception cref="ObjectDisposedException">The model is disposed of.</exception>
    public void Post(Action job)
    {
        try
        {
            _jobs.Add(job);
        }
        catch (InvalidOperationException) when (_jobs.IsAddingCompleted)
        {
            throw new ObjectDisposedException(_model, $"The model {_model} was disposed of; keep it for as long as something uses it.");
        }
    }

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
