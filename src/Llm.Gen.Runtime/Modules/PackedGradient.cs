using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>The gradient of a packed parameter, one buffer whose slices are the members' <c>.grad</c>, so that one operation fills them all.</summary>
internal sealed class PackedGradient : IDisposable
{
    private readonly long[] _rows;
    private readonly Tensor _packed;
    private readonly Tensor[] _slices;
    private readonly nint[] _addresses;         // of the slices; 0 where memory has no address on this side

    /// <summary>A buffer like the packed parameter, split by rows.</summary>
    public PackedGradient(Tensor like, long[] rows)
    {
        _rows = rows;
        _packed = like.empty_like().DetachFromDisposeScope();
        _slices = new Tensor[rows.Length];
        _addresses = new nint[rows.Length];
        var from = 0L;
        for (var i = 0; i < rows.Length; from += rows[i++])
        {
            _slices[i] = _packed.narrow(0, from, rows[i]).DetachFromDisposeScope();
            _addresses[i] = Memory.AddressOrZero(_slices[i]);
        }
    }

    /// <summary>Writes or adds rows [from, from + count) of a gradient; keep says whether what is there stays.</summary>
    public delegate void Fill(Tensor gradient, long from, long count, bool keep);

    /// <summary>Fills the gradients of the trained members: as one where they are all this buffer's or all missing, else one by one.</summary>
    public void Accumulate(Parameter[] members, Fill fill)
    {
        var (ours, missing) = (0, 0);
        var grads = new Tensor?[members.Length];
        for (var i = 0; i < members.Length; i++)
        {
            if (!members[i].requires_grad)
                continue;
            grads[i] = members[i].grad;
            if (grads[i] is null)
                missing++;
            else if (_addresses[i] != 0 && Memory.AddressOrZero(grads[i]!) == _addresses[i])
                ours++;
        }

        if (missing == members.Length || ours == members.Length)
            fill(_packed, 0, _packed.shape[0], keep: ours > 0);
        else
            FillEach(members, grads, fill);

        for (var i = 0; i < members.Length; i++)
        {
            if (grads[i] is { } held)
                held.Dispose();
            else if (members[i].requires_grad)
                members[i].grad = _slices[i];
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var slice in _slices)
            slice.Dispose();
        _packed.Dispose();
    }

    private void FillEach(Parameter[] members, Tensor?[] grads, Fill fill)
    {
        var from = 0L;
        for (var i = 0; i < members.Length; from += _rows[i++])
        {
            if (members[i].requires_grad)
                fill(grads[i] ?? _slices[i], from, _rows[i], keep: grads[i] is not null);
        }
    }
}
