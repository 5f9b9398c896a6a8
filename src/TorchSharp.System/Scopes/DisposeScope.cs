namespace TorchSharp;

/// <summary>
/// Owns every tensor created on its thread between its opening and its disposal, and disposes what still belongs to it then.
/// Parts: moving (this file's members that change the owner) and disposing.
/// </summary>
public sealed partial class DisposeScope : IDisposable
{
    private DisposeScopeManager? _manager;

    internal DisposeScope(DisposeScopeManager manager)
    {
        _manager = manager;
        OuterScope = manager.Current;
    }

    internal DisposeScope? OuterScope { get; set; }

    internal HashSet<IDisposable> Owned { get; private set; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>What the scope owns now, in no order.</summary>
    public IReadOnlyList<IDisposable> DisposablesView => [.. Living(Owned)];

    /// <summary>How many objects the scope owns now.</summary>
    public int DisposablesCount => Living(Owned).Count;

    /// <summary>True when the scope owns the object.</summary>
    public bool Contains(IDisposable disposable) => Owned.Contains(disposable);

    /// <summary>Disposes what the scope owns and closes it.</summary>
    public void Dispose()
    {
        if (_manager is null) return;
        DisposeEverything();
        _manager.Close(this);
        _manager = null;
    }

    /// <summary>Disposes what the scope owns; the scope stays open.</summary>
    public void DisposeEverything() => DisposeEverythingBut(Enumerable.Empty<IDisposable>());

    /// <summary>Disposes what the scope owns, some objects excepted.</summary>
    public void DisposeEverythingBut(IEnumerable<IDisposable> inKeep)
    {
        var owned = Living(Owned);
        Owned = new HashSet<IDisposable>(inKeep, ReferenceEqualityComparer.Instance);
        foreach (var disposable in owned)
            if (!Owned.Contains(disposable)) disposable.Dispose();
    }

    /// <summary>Disposes what the scope owns, some objects excepted.</summary>
    public void DisposeEverythingBut(params IDisposable[] keep) => DisposeEverythingBut((IEnumerable<IDisposable>)keep);

    /// <summary>Disposes what the scope owns, one object excepted, which is returned.</summary>
    public T DisposeEverythingBut<T>(T keep) where T : IDisposable
    {
        DisposeEverythingBut([keep]);
        return keep;
    }

    /// <summary>Disposes what the scope owns, two objects excepted, which are returned.</summary>
    public (T1 first, T2 second) DisposeEverythingBut<T1, T2>(T1 first, T2 second)
        where T1 : IDisposable where T2 : IDisposable
    {
        DisposeEverythingBut([first, second]);
        return (first, second);
    }

    /// <summary>Disposes what the scope owns, three objects excepted, which are returned.</summary>
    public (T1 first, T2 second, T3 third) DisposeEverythingBut<T1, T2, T3>(T1 first, T2 second, T3 third)
        where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable
    {
        DisposeEverythingBut([first, second, third]);
        return (first, second, third);
    }

    /// <summary>Tells the scope that an object of its was disposed elsewhere.</summary>
    public void MarkAsDisposed(IDisposable disposable)
    {
        Living(Owned).Remove(disposable);
        ((torch.Tensor)disposable).OwningDisposeScope = null;
    }

    private T Living<T>(T value)
    {
        ObjectDisposedException.ThrowIf(_manager is null, this);
        return value;
    }
}
