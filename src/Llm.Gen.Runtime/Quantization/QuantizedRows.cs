using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>Quantised projections whose outputs lie side by side: each writes its columns, and none is ever joined to the others.</summary>
internal sealed class QuantizedRows : IFrozenMatrix
{
    private readonly Projection[] _members;

    private QuantizedRows(Projection[] members) => (_members, OutputSize) = (members, members.Sum(member => (long)member.OutputSize));

    public long InputSize => _members[0].InputSize;

    public long OutputSize { get; }

    /// <summary>The projections as one; none where one of them is not quantised, or has a bias that learns.</summary>
    public static QuantizedRows? Of(params Projection[] members) =>
        Array.TrueForAll(members, member => member.Substitute is QuantizedMatrix && member.Bias is not { requires_grad: true }) ? new QuantizedRows(members) : null;

    public Tensor Multiply(Tensor x)
    {
        using var scope = NewDisposeScope();
        var shape = x.shape;
        shape[^1] = OutputSize;
        var y = empty(shape, x.dtype);
        var (rows, input, from) = (y.view(-1, OutputSize), x.reshape(-1, InputSize).contiguous(), 0L);
        foreach (var member in _members)
        {
            using var part = rows.narrow(1, from, member.OutputSize);
            ((QuantizedMatrix)member.Substitute!).Write(input, part);
            if (member.Bias is { } bias)
                part.add_(bias);
            from += member.OutputSize;
        }
        return y.MoveToOuterDisposeScope();
    }

    public Tensor InputGradient(Tensor rows)
    {
        using var scope = NewDisposeScope();
        var (gradient, from) = (empty([rows.shape[0], InputSize], rows.dtype), 0L);
        foreach (var member in _members)
        {
            using var part = rows.narrow(1, from, member.OutputSize);
            ((QuantizedMatrix)member.Substitute!).AddInputGradient(part, gradient, adds: from > 0);
            from += member.OutputSize;
        }
        return gradient.MoveToOuterDisposeScope();
    }
}
