namespace TorchSharp;

/// <summary>The stack of dispose scopes of one thread.</summary>
public class DisposeScopeManager
{
    [ThreadStatic]
    private static DisposeScopeManager? _ofThread;

    /// <summary>What the scopes of the calling thread have seen.</summary>
    public static ThreadDisposeScopeStatistics Statistics => OfThread.Seen;

    internal static DisposeScopeManager OfThread => _ofThread ??= new DisposeScopeManager();

    internal ThreadDisposeScopeStatistics Seen { get; } = new();

    internal DisposeScope? Current { get; private set; }

    internal DisposeScope Open() => Current = new DisposeScope(this);

    /// <summary>Puts a new tensor into the innermost scope, if there is one.</summary>
    internal DisposeScope? Register(torch.Tensor tensor)
    {
        if (Current is null)
        {
            Seen.TensorStatistics.CreatedOutsideScopeCount++;
            return null;
        }
        Seen.TensorStatistics.CreatedInScopeCount++;
        Current.Owned.Add(tensor);
        return Current;
    }

    internal void Disposing(torch.Tensor tensor)
    {
        if (tensor.OwningDisposeScope is null) Seen.TensorStatistics.DisposedOutsideScopeCount++;
        else Seen.TensorStatistics.DisposedInScopeCount++;
    }

    /// <summary>Takes a scope out of the stack, wherever in it it stands.</summary>
    internal void Close(DisposeScope closed)
    {
        if (ReferenceEquals(Current, closed))
        {
            Current = closed.OuterScope;
            return;
        }
        for (var scope = Current; scope is not null; scope = scope.OuterScope)
        {
            if (!ReferenceEquals(scope.OuterScope, closed)) continue;
            scope.OuterScope = closed.OuterScope;
            return;
        }
    }
}
