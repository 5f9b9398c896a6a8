using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>Projections that read the same input, stored as one matrix, so that one matmul serves them all. Each stays a parameter of its own, a view of its rows.</summary>
public sealed class ProjectionGroup : ICompanion
{
    private readonly Projection[] _members;
    private readonly MatrixPack _pack;

    /// <summary>Makes the members, in the order of their rows.</summary>
    public ProjectionGroup(int inputSize, int[] outputSizes, Placement place, bool bias = false) : this(inputSize, outputSizes, place, Array.ConvertAll(outputSizes, _ => bias))
    {
    }

    /// <summary>Makes the members, in the order of their rows, of which some have a bias.</summary>
    public ProjectionGroup(int inputSize, int[] outputSizes, Placement place, bool[] biases)
    {
        _members = [.. outputSizes.Zip(biases, (size, bias) => new Projection(inputSize, size, bias))];
        _pack = new MatrixPack(_members, place);
    }

    /// <summary>A member, counted in the order of the rows.</summary>
    public Projection this[int index] => _members[index];

    /// <summary>[.., In] to the members' outputs side by side, [.., sum of Out].</summary>
    public Tensor Project(Tensor x)
    {
        Operands.RequireRows("A group of projections", x, _pack.InputSize, _pack.Weight);
        var isAdapted = Array.Exists(_members, member => member.Adapter is not null);
        var isReplaced = Array.Exists(_members, member => member.Substitute is not null);
        if (isAdapted && (isReplaced ? (IFrozenMatrix?)QuantizedRows.Of(_members) : _pack.IsTrainable ? null : _pack) is { } frozen && LoraPlan.For(_members) is { } plan)
            return LoraFunction.Run(x, frozen, plan);
        if (isReplaced)
            return cat(Array.ConvertAll(_members, member => member.forward(x)), -1);

        var packed = _pack.Apply(x);
        return isAdapted ? Adapted(x, packed) : packed;
    }

    /// <summary>Makes the members rows of one matrix again, after torch moved each by itself.</summary>
    public void Repack() => _pack.Repack();

    void ICompanion.Follow() => Repack();

    /// <summary>Frees the matrix; the members' parameters belong to their modules.</summary>
    public void Dispose() => _pack.Dispose();

    private Tensor Adapted(Tensor x, Tensor packed)
    {
        var from = 0L;
        var parts = new Tensor[_members.Length];
        for (var i = 0; i < parts.Length; from += _members[i++].OutputSize)
        {
            var part = packed.narrow(-1, from, _members[i].OutputSize);
            parts[i] = _members[i].Adapter is { } adapter ? adapter.Adapt(x, part) : part;
        }
        return cat(parts, -1);
    }
}
