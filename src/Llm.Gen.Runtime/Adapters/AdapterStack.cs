using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>Several adapters on one projection: their updates add up.</summary>
internal sealed class AdapterStack(IReadOnlyList<IProjectionAdapter> members) : IProjectionAdapter
{
    /// <summary>The adapters, in the order in which they were put on.</summary>
    public IReadOnlyList<IProjectionAdapter> Members => members;

    public string Description => string.Join(" and ", members.Select(member => member.Description));

    /// <summary>The adapters of a projection.</summary>
    public static IReadOnlyList<IProjectionAdapter> On(Projection target) => target.Adapter switch
    {
        null => [],
        AdapterStack stack => stack.Members,
        { } one => [one],
    };

    /// <summary>Puts one more on a projection.</summary>
    /// <exception cref="InvalidOperationException">Two of them do not add up.</exception>
    public static void PutOn(Projection target, IProjectionAdapter adapter)
    {
        IReadOnlyList<IProjectionAdapter> all = [.. On(target), adapter];
        if (all.Count > 1 && all.FirstOrDefault(one => one is LoraAdapter { Magnitude: not null } or TokenRows) is { } alone)
            throw new InvalidOperationException($"The projection would have {all.Count} adapters, one of them {alone.Description}, which adds to nothing else; take the others off, or merge them first.");
        target.Adapter = all is [var only] ? only : new AdapterStack(all);
    }

    /// <summary>Takes one off, where it is on.</summary>
    public static void TakeOff(Projection target, IProjectionAdapter adapter)
    {
        IProjectionAdapter[] left = [.. On(target).Where(one => !ReferenceEquals(one, adapter))];
        target.Adapter = left.Length switch { 0 => null, 1 => left[0], _ => new AdapterStack(left) };
    }

    public IReadOnlyList<StoredWeight> Weights(string point) =>
        [.. members.SelectMany((member, i) => member.Weights(point).Select(weight => i == 0 ? weight : weight with { Name = $"{weight.Name}.{i}" }))];

    public Tensor Adapt(Tensor input, Tensor output)
    {
        using var scope = NewDisposeScope();
        return members.Aggregate(output, (sum, member) => member.Adapt(input, sum)).MoveToOuterDisposeScope();
    }
}
