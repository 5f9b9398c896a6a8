using static TorchSharp.torch;

namespace Llm.Gen.Training;

/// <summary>A rule by which every number is moved by itself: over plain memory on the CPU in one pass, composed of torch's operations elsewhere.</summary>
internal abstract unsafe class ElementwiseRule : IUpdateRule
{
    private readonly int[] _slices;
    private readonly long[] _starts;                    // of each slice's numbers in the rule's state
    private MemoryWalk.Chunk[]? _chunks;

    protected ElementwiseRule(TrainedNumbers numbers, OptimizerPlan plan, int[] slices)
    {
        (Numbers, Plan, _slices) = (numbers, plan, slices);
        _starts = new long[numbers.Slices.Count];
        foreach (var slice in slices)
        {
            _starts[slice] = Count;
            Count += numbers.Slices[slice].Count;
        }
    }

    protected TrainedNumbers Numbers { get; }

    protected OptimizerPlan Plan { get; }

    /// <summary>Numbers that the rule has.</summary>
    protected long Count { get; }

    /// <inheritdoc/>
    public abstract IEnumerable<OptimizerState> States { get; }

    /// <inheritdoc/>
    public void Update(in UpdateStep step)
    {
        foreach (var slice in _slices)
            Prepare(slice, step);
        if (Numbers.Memory is { } memory)
            memory.Update(_chunks ??= memory.Chunks(_slices), Update);
        else
            Compose();
        GC.KeepAlive(this);
    }

    /// <summary>Computes what is the same for all numbers of a weight in this step.</summary>
    protected abstract void Prepare(int slice, in UpdateStep step);

    /// <summary>Updates numbers in memory.</summary>
    protected abstract void Update(int slice, long offset, float* weight, float* gradient, int count);

    /// <summary>Updates neighbouring weights that are treated alike, by the constants of one of them: float32 numbers in a row, and the first one's place in the state.</summary>
    protected abstract void Compose(int slice, Tensor weight, Tensor gradient, long start);

    /// <summary>The place of a weight's numbers in the state.</summary>
    protected long Start(int slice) => _starts[slice];

    /// <summary>A state that lies in one piece, weight by weight.</summary>
    protected IEnumerable<OptimizerState> Parts(string name, Tensor all) =>
        _slices.Select(slice => new OptimizerState($"{name}.{Numbers.Slices[slice].Weight.Name}", all.narrow(0, _starts[slice], Numbers.Slices[slice].Count).view(Numbers.Slices[slice].Shape)));

    private void Compose()
    {
        for (var (at, count) = (0, 0); at < _slices.Length; at += count)
        {
            using var scope = NewDisposeScope();
            var first = _slices[at];
            for (count = 1; at + count < _slices.Length && _slices[at + count] == first + count && Plan.AreAlike(first, first + count);)
                count++;
            var last = Numbers.Slices[first + count - 1];
            var weight = Numbers.Master!.narrow(0, Numbers.Slices[first].Start, last.Start + last.Count - Numbers.Slices[first].Start);
            Compose(first, weight, Numbers.Gradient(first, count), _starts[first]);
            Numbers.Finish(first, count);
        }
    }

    public abstract void Dispose();
}
