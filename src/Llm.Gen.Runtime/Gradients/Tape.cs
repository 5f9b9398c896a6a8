using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>What one call of a function keeps for its backward pass. Freed as soon as that has run, which torch's own saved variables are not.</summary>
internal sealed class Tape : IDisposable
{
    private const string Key = "tape";

    private readonly Tensor[] _kept;
    private bool _used;
    private bool _isAbandoned;

    /// <summary>Keeps detached aliases, out of every dispose scope: an alias holds no graph, so no cycle.</summary>
    public Tape(params Tensor[] tensors) =>
        _kept = Array.ConvertAll(tensors, tensor => tensor.detach().DetachFromDisposeScope());

    /// <summary>A tensor, in the order in which they were kept.</summary>
    public Tensor this[int index] => _kept[index];

    /// <summary>How many were kept.</summary>
    public int Count => _kept.Length;

    /// <summary>Plain values that backward needs.</summary>
    public object? State { get; init; }

    /// <summary>Goes with a function's call to its backward pass. A missing gradient stays missing: torch's zeros would come from memory that a dispose scope may have freed.</summary>
    public void JoinTo(autograd.AutogradContext context)
    {
        Tapes.Add(this);
        context.set_materialize_grads(false);
        context.save_data(Key, this);
    }

    /// <summary>The tape of a call.</summary>
    public static Tape Of(autograd.AutogradContext context) => (Tape)context.get_data(Key);

    /// <summary>Frees what is kept where backward never ran.</summary>
    public void Abandon()
    {
        if (_used)
            return;
        _isAbandoned = true;
        Dispose();
    }

    /// <summary>Fails where backward already ran, or its pass is gone.</summary>
    public void Require()
    {
        if (_isAbandoned)
            throw new InvalidOperationException("Backward ran after its pass was disposed of, which frees the graph; dispose of the pass when backward has run.");
        if (_used)
            throw new InvalidOperationException("Backward ran a second time through the same graph, which is freed by the first; run forward again.");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _used = true;
        foreach (var tensor in _kept)
            tensor.Dispose();
    }
}
