namespace Llm.Gen.Training;

/// <summary>
/// AdamW whose moments are 8 bits a number and a float32 for each 256 of them, the largest of the block (arXiv:2110.02861): they are
/// widened, moved and rounded again while they are in the first cache. On the CPU alone.
/// </summary>
internal sealed unsafe class EightBitRule : IUpdateRule
{
    /// <summary>Numbers that share a scale.</summary>
    internal const int Block = 256;

    /// <summary>Numbers of a weight whose moments are worth narrowing.</summary>
    internal const int Smallest = 4_096;

    private readonly TrainedNumbers _numbers;
    private readonly OptimizerPlan _plan;
    private readonly int[] _slices;
    private readonly AdamWKernel.Constants[] _constants;            // of each slice
    private readonly Moments?[] _moments;                           // of each slice
    private MemoryWalk.Chunk[]? _chunks;

    internal EightBitRule(TrainedNumbers numbers, OptimizerPlan plan, int[] slices)
    {
        if (numbers.Memory is null)
            throw new NotSupportedException($"AdamW in 8 bits runs on the CPU, and the weights are on {numbers.Gradients.Device}; choose another optimizer there.");
        (_numbers, _plan, _slices) = (numbers, plan, slices);
        (_constants, _moments) = (new AdamWKernel.Constants[numbers.Slices.Count], new Moments?[numbers.Slices.Count]);
        foreach (var slice in slices)
            _moments[slice] = new Moments(numbers, numbers.Slices[slice].Count);
    }

    /// <summary>Whether a weight's moments are kept in 8 bits.</summary>
    internal static bool Takes(GradientSlice slice) => slice.IsMatrix && slice.Count >= Smallest;

    public IEnumerable<OptimizerState> States => _slices.SelectMany(slice => _moments[slice]!.States(_numbers.Slices[slice].Weight.Name));

    public void Update(in UpdateStep step)
    {
        foreach (var slice in _slices)
            _constants[slice] = AdamWRule.ConstantsOf(_plan, slice, step);
        _numbers.Memory!.Update(_chunks ??= _numbers.Memory.Chunks(_slices), Update);
        GC.KeepAlive(this);
    }

    private void Update(int slice, long offset, float* weight, float* gradient, int count)
    {
        float* mean = stackalloc float[2 * Block], square = mean + Block;
        var moments = _moments[slice]!;
        for (var at = 0; at < count; at += Block)
        {
            var size = Math.Min(Block, count - at);
            moments.Mean.Read(offset + at, mean, size);
            moments.Square.Read(offset + at, square, size);
            AdamWKernel.Update(weight + at, gradient + at, mean, square, null, size, _constants[slice]);
            moments.Mean.Write(offset + at, mean, size);
            moments.Square.Write(offset + at, square, size);
        }
    }

    public void Dispose()
    {
        foreach (var slice in _slices)
            _moments[slice]!.Dispose();
    }

    private sealed class Moments(TrainedNumbers numbers, long count) : IDisposable
    {
        public EightBitState Mean { get; } = new(numbers, count, EightBitTable.Signed);

        public EightBitState Square { get; } = new(numbers, count, EightBitTable.Unsigned);

        public IEnumerable<OptimizerState> States(string weight) =>
        [
            new($"mean.{weight}", Mean.Codes),
            new($"mean_scale.{weight}", Mean.Scales),
            new($"square.{weight}", Square.Codes),
            new($"square_scale.{weight}", Square.Scales),
        ];

        public void Dispose()
        {
            Mean.Dispose();
            Square.Dispose();
        }
    }
}
