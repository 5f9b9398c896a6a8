using Llm.Gen.Runtime;
using Llm.Gen.Runtime.Formats;
using static TorchSharp.torch;

namespace Llm.Gen.Training;

/// <summary>
/// Goes over weights and gradients in the memory behind CPU tensors. The work is cut into fixed chunks, shared out over the
/// threads; a sum over chunks is taken in their order, so that the number of threads changes nothing.
/// </summary>
internal sealed unsafe class MemoryWalk
{
    /// <summary>Numbers of bfloat16 that are widened at a time: they stay in the first cache.</summary>
    internal const int BlockSize = 1 << 10;

    private const int ChunkSize = 1 << 14;

    private readonly TrainedNumbers _numbers;
    private readonly bool _isNarrow;
    private readonly float* _master;
    private Chunk[]? _chunks, _firsts;
    private double[] _sums = [];
    private float* _sum;

    internal MemoryWalk(TrainedNumbers numbers)
    {
        (_numbers, _isNarrow) = (numbers, numbers.Gradients.Type == ScalarType.BFloat16);
        if (numbers.Master is { } master)
            _master = (float*)Memory.Address(master);
    }

    /// <summary>A part of one weight: small enough to share out, large enough to be worth it.</summary>
    internal readonly record struct Chunk(nint Weight, nint Gradient, int Slice, long Offset, int Count);

    private Chunk[] All
    {
        get
        {
            if (_chunks is null)
            {
                _chunks = Chunks(Enumerable.Range(0, _numbers.Slices.Count));
                _sums = new double[_chunks.Length];
            }
            return _chunks;
        }
    }

    /// <summary>The chunks of some weights; they hold as long as the gradients.</summary>
    internal Chunk[] Chunks(IEnumerable<int> slices) => [.. slices.SelectMany(Cut)];

    private IEnumerable<Chunk> Cut(int index)
    {
        var slice = _numbers.Slices[index];
        var (from, to) = (Memory.Address(_numbers.Gradients.Gradients[index]), Memory.Address(slice.Weight.Parameter));
        var size = _isNarrow ? sizeof(ushort) : sizeof(float);
        for (var at = 0L; at < slice.Count; at += ChunkSize)
            yield return new Chunk(to + (nint)(at * size), from + (nint)(at * size), index, at, (int)Math.Min(ChunkSize, slice.Count - at));
    }

    /// <summary>Adds bfloat16 gradients to the float32 sum and empties them.</summary>
    internal void Accumulate()
    {
        FindSum();
        var chunks = All;
        Team.Run(chunks.Length, index => Accumulate(chunks[index]));
    }

    /// <summary>L2 norm of all gradients together.</summary>
    internal double Norm()
    {
        FindSum();
        var chunks = All;
        Team.Run(chunks.Length, index => _sums[index] = SumOfSquares(chunks[index]));
        var sum = 0.0;
        foreach (var part in _sums)
            sum += part;
        return Math.Sqrt(sum);
    }

    /// <summary>Updates every chunk; what follows the update, rounded weights and empty gradients, is done here.</summary>
    internal void Update(Chunk[] chunks, ElementUpdate update)
    {
        FindSum();
        if (_isNarrow)
            Team.Run(chunks.Length, index => UpdateNarrow(chunks[index], update));
        else
            Team.Run(chunks.Length, index => update(chunks[index].Slice, chunks[index].Offset, (float*)chunks[index].Weight, (float*)chunks[index].Gradient, chunks[index].Count));
        GC.KeepAlive(_numbers);
    }

    /// <summary>Where the numbers of a weight lie, from one of them on.</summary>
    internal Place At(int slice, long start)
    {
        FindSum();
        var first = _firsts ??= [.. Enumerable.Range(0, _numbers.Slices.Count).Select(index => Cut(index).First())];
        var (weight, gradient, from) = (first[slice].Weight, first[slice].Gradient, _numbers.Slices[slice].Start + start);
        return _isNarrow
            ? new(_master + from, _sum == null ? null : _sum + from, (ushort*)weight + start, (ushort*)gradient + start)
            : new((float*)weight + start, (float*)gradient + start, null, null);
    }

    /// <summary>Numbers of one weight: float32, and bfloat16 where the model has that.</summary>
    internal readonly struct Place(float* weight, float* gradient, ushort* narrowWeight, ushort* narrowGradient)
    {
        /// <summary>Weights, or their masters.</summary>
        internal float* Weight => weight;

        /// <summary>Gradients from a number on, in scratch memory where they had to be widened.</summary>
        internal float* Gradient(long from, float* scratch, int count)
        {
            if (gradient != null)
                return gradient + from;
            BFloat16Conversion.Widen(narrowGradient + from, scratch, count);
            return scratch;
        }

        /// <summary>Rounds weights that were moved, and empties gradients.</summary>
        internal void Finish(long from, int count)
        {
            if (narrowWeight == null)
                return;
            BFloat16Conversion.Narrow(weight + from, narrowWeight + from, count);
            if (gradient == null)
                new Span<ushort>(narrowGradient + from, count).Clear();
        }
    }

    private void FindSum()
    {
        if (_sum == null && _numbers.Sum is { } sum)
            _sum = (float*)Memory.Address(sum);
    }

    private long Start(Chunk chunk) => _numbers.Slices[chunk.Slice].Start + chunk.Offset;

    private void Accumulate(Chunk chunk)
    {
        var wide = stackalloc float[BlockSize];
        for (var at = 0; at < chunk.Count; at += BlockSize)
        {
            var (start, count) = (Start(chunk) + at, Math.Min(BlockSize, chunk.Count - at));
            BFloat16Conversion.Widen((ushort*)chunk.Gradient + at, wide, count);
            GradientKernel.Add(wide, _sum + start, count);
            new Span<ushort>((ushort*)chunk.Gradient + at, count).Clear();
        }
    }

    private double SumOfSquares(Chunk chunk)
    {
        if (!_isNarrow || _sum != null)
            return GradientKernel.SumOfSquares(_isNarrow ? _sum + Start(chunk) : (float*)chunk.Gradient, chunk.Count);

        var wide = stackalloc float[BlockSize];
        var sum = 0.0;
        for (var at = 0; at < chunk.Count; at += BlockSize)
        {
            var count = Math.Min(BlockSize, chunk.Count - at);
            BFloat16Conversion.Widen((ushort*)chunk.Gradient + at, wide, count);
            sum += GradientKernel.SumOfSquares(wide, count);
        }
        return sum;
    }

    private void UpdateNarrow(Chunk chunk, ElementUpdate update)
    {
        var wide = stackalloc float[BlockSize];
        for (var at = 0; at < chunk.Count; at += BlockSize)
        {
            var (start, count) = (Start(chunk) + at, Math.Min(BlockSize, chunk.Count - at));
            var gradient = wide;
            if (_sum != null)
                gradient = _sum + start;
            else
                BFloat16Conversion.Widen((ushort*)chunk.Gradient + at, wide, count);
            update(chunk.Slice, chunk.Offset + at, _master + start, gradient, count);
            BFloat16Conversion.Narrow(_master + start, (ushort*)chunk.Weight + at, count);
            if (_sum == null)
                new Span<ushort>((ushort*)chunk.Gradient + at, count).Clear();
        }
    }
}
