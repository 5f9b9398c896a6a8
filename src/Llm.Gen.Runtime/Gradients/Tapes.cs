namespace Llm.Gen.Runtime;

/// <summary>The tapes of what ran on a thread for one pass. Those whose backward never runs are freed with the pass: torch lets go of them with its graph, and leaves their tensors to the garbage collector.</summary>
internal sealed class Tapes : IDisposable
{
    [ThreadStatic]
    private static Tapes? _ofThread;

    private readonly List<Tape> _all = [];
    private bool _isClosed;

    /// <summary>Adds a tape to the ones that the calling thread began last, if any.</summary>
    public static void Add(Tape tape)
    {
        if (_ofThread is { _isClosed: false } tapes)
            tapes._all.Add(tape);
    }

    /// <summary>The calling thread's tapes are these from now on.</summary>
    public void Begin() => _ofThread = this;

    /// <inheritdoc/>
    public void Dispose()
    {
        _isClosed = true;
        if (ReferenceEquals(_ofThread, this))
            _ofThread = null;
        foreach (var tape in _all)
            tape.Abandon();
        _all.Clear();
    }
}
