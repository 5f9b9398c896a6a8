namespace Llm.Gen.Runtime;

/// <summary>
/// Whose turn it is to use a model: one thread's at a time. The others wait, in the order in which they came; a thread that has the turn may
/// take it again inside. Disposing gives one turn back.
/// </summary>
internal sealed class ModelTurns(string model) : IDisposable
{
    private readonly object _gate = new();
    private readonly LinkedList<int> _waiting = new();
    private int _owner;                         // thread that has the turn, while depth is above 0
    private int _depth;
    private int _learner;                       // thread whose passes have open graphs, while there are any
    private int _graphs;
    private bool _isClosed;                     // nobody gets the turn any more
    private bool _isGone;                       // and the model is freed

    /// <summary>Whether the calling thread has the turn; asked inside the gate.</summary>
    private bool HasTurn => _depth > 0 && _owner == Environment.CurrentManagedThreadId;

    /// <summary>Waits for the calling thread's turn.</summary>
    /// <exception cref="ObjectDisposedException">The model is disposed of.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled while waiting.</exception>
    public ModelTurns Take(CancellationToken cancellation = default)
    {
        var thread = Environment.CurrentManagedThreadId;
        lock (_gate)
        {
            if (HasTurn)
                RequireOpen();
            else if (_depth > 0 || _waiting.Count > 0 || _isClosed)
                Wait(thread, cancellation);
            _owner = thread;
            _depth++;
        }
        return this;
    }

    /// <summary>Gives back one turn.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (!HasTurn)
                throw new InvalidOperationException($"Thread {Environment.CurrentManagedThreadId} gives back a turn of {model} that it does not have; give it back once, on the thread that took it, with no await between.");
            if (--_depth == 0)
                Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Fails where another thread has a graph that was not yet let go of: both would add to the same gradients.</summary>
    public void RequireGraphs()
    {
        lock (_gate)
        {
            if (_graphs > 0 && _learner != Environment.CurrentManagedThreadId)
            {
                throw new InvalidOperationException(
                    $"Thread {_learner} has a pass with gradients of {model}, and thread {Environment.CurrentManagedThreadId} asks for another; a model learns on one thread at a time. "
                    + "Dispose of that pass first (using var pass = ...), run under torch.no_grad() what needs no gradients, or load the model a second time.");
            }
        }
    }

    /// <summary>Counts a graph of the calling thread.</summary>
    public void OpenGraph()
    {
        lock (_gate)
            (_learner, _graphs) = (Environment.CurrentManagedThreadId, _graphs + 1);
    }

    /// <summary>The pass of a graph was let go of.</summary>
    public void CloseGraph()
    {
        lock (_gate)
            _graphs--;
    }

    /// <summary>
    /// Frees the model in the last turn of all. A thread that has a turn now finds out when it asks again; the others do when the model is freed,
    /// so that none of them touches it meanwhile. Does nothing the second time.
    /// </summary>
    public void Close(Action free)
    {
        lock (_gate)
        {
            var wasClosed = _isClosed;
            _isClosed = true;
            while (!HasTurn && (wasClosed ? !_isGone : _depth > 0))
                Monitor.Wait(_gate);
            if (wasClosed)
                return;
            _owner = Environment.CurrentManagedThreadId;
            _depth++;
        }

        try
        {
            free();
        }
        finally
        {
            lock (_gate)
            {
                _isGone = true;
                _depth--;
                Monitor.PulseAll(_gate);
            }
        }
    }

    private void Wait(int thread, CancellationToken cancellation)
    {
        var wake = cancellation.UnsafeRegister(_ => PulseAll(), null);
        var place = _waiting.AddLast(thread);
        try
        {
            while (_isClosed || _depth > 0 || !ReferenceEquals(_waiting.First, place))
            {
                if (_isGone)
                    RequireOpen();
                cancellation.ThrowIfCancellationRequested();
                Monitor.Wait(_gate);
            }
        }
        finally
        {
            wake.Unregister();                  // not Dispose, which would wait for a callback that waits for us
            _waiting.Remove(place);
            Monitor.PulseAll(_gate);            // who comes next may be at the head now
        }
    }

    private void PulseAll()
    {
        lock (_gate)
            Monitor.PulseAll(_gate);
    }

    private void RequireOpen()
    {
        if (_isClosed)
            throw new ObjectDisposedException(model, $"The model {model} was disposed of; keep it for as long as something uses it.");
    }
}
