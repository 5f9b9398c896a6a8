using Llm.Gen.Runtime;
using Llm.Gen.Runtime.Formats;
using static TorchSharp.torch;

namespace Llm.Gen.Training;

/// <summary>
/// AdamW over the memory behind CPU tensors. The work is cut into fixed chunks, shared out over the threads; a sum over
/// chunks is taken in their order, so that the number of threads changes nothing.
/// </summary>
internal sealed unsafe class MemoryAdamWPass : IAdamWPass
{
    private const int ChunkSize = 1 << 14;
    private const int BlockSize = 1 << 10;      // of bfloat16 gradients that are widened at a time: stays in the first cache

    private readonly AdamW _optimizer;
    private readonly bool _isNarrow;
    private readonly float* _mean, _square, _master;
    private Chunk[]? _chunks;
    private double[] _sums = [];
    private float* _sum;
    private AdamWKernel.Constants _constants;

    internal MemoryAdamWPass(AdamW optimizer)
    {
        _optimizer = optimizer;
        _isNarrow = optimizer.Gradients.Type == ScalarType.BFloat16;
        _mean = (float*)Memory.Address(optimizer.Mean);
        _square = (float*)Memory.Address(optimizer.Square);
        if (optimizer.Master is { } master)
            _master = (float*)Memory.Address(master);
    }

    /// <summary>A part of one weight: small enough to share out, large enough to be worth it. Start counts in the state.</summary>
    private readonly record struct Chunk(nint Weight, nint Gradient, long Start, int Count, bool Decays);

    private Chunk[] Chunks
    {
        get
        {
            if (_chunks is null)
            {
                _chunks = [.. _optimizer.Gradients.Slices.Zip(_optimizer.Gradients.Gradients, Cut).SelectMany(c => c)];
                _sums = new double[_chunks.Length];
            }
            return _chunks;
        }
    }

    private IEnumerable<Chunk> Cut(GradientSlice slice, Tensor gradient)
    {
        var (from, to) = (Memory.Address(gradient), Memory.Address(slice.Weight.Parameter));
        var size = _isNarrow ? sizeof(ushort) : sizeof(float);
        for (var at = 0L; at < slice.Count; at += ChunkSize)
            yield return new Chunk(to + (nint)(at * size), from + (nint)(at * size), slice.Start + at, (int)Math.Min(ChunkSize, slice.Count - at), slice.Decays);
    }

    public void Accumulate()
    {
        if (_sum == null)
            _sum = (float*)Memory.Address(_optimizer.Sum!);
        Each(AccumulateChunk);
    }

    public double Norm()
    {
        Each(SumChunk);
        var sum = 0.0;
        foreach (var part in _sums)
            sum += part;
        return Math.Sqrt(sum);
    }

    public void Update(in AdamWKernel.Constants constants)
    {
        _constants = constants;
        Each(UpdateChunk);
        GC.KeepAlive(_optimizer);
    }

    private void Each(Action<int> work) => Team.Run(Chunks.Length, work);

    private void AccumulateChunk(int index)
    {
        var chunk = _chunks![index];
        var wide = stackalloc float[BlockSize];
        for (var at = 0; at < chunk.Count; at += BlockSize)
        {
            var (start, count) = (chunk.Start + at, Math.Min(BlockSize, chunk.Count - at));
            BFloat16Conversion.Widen((ushort*)chunk.Gradient + at, wide, count);
            AdamWKernel.Add(wide, _sum + start, count);
            new Span<ushort>((ushort*)chunk.Gradient + at, count).Clear();
        }
    }

    private void SumChunk(int index)
    {
        var chunk = _chunks![index];
        if (!_isNarrow || _sum != null)
        {
            _sums[index] = AdamWKernel.SumOfSquares(_isNarrow ? _sum + chunk.Start : (float*)chunk.Gradient, chunk.Count);
            return;
        }

        var wide = stackalloc float[BlockSize];
        var sum = 0.0;
        for (var at = 0; at < chunk.Count; at += BlockSize)
        {
            var count = Math.Min(BlockSize, chunk.Count - at);
            BFloat16Conversion.Widen((ushort*)chunk.Gradient + at, wide, count);
            sum += AdamWKernel.SumOfSquares(wide, count);
        }
        _sums[index] = sum;
    }

    private void UpdateChunk(int index)
    {
        var chunk = _chunks![index];
        if (_isNarrow)
            UpdateNarrow(chunk);
        else
            AdamWKernel.Update((float*)chunk.Weight, (float*)chunk.Gradient, _mean + chunk.Start, _square + chunk.Start, chunk.Count, chunk.Decays, _constants);
    }

    private void UpdateNarrow(Chunk chunk)
    {
        var wide = stackalloc float[BlockSize];
        for (var at = 0; at < chunk.Count; at += BlockSize)
        {
            var (start, count) = (chunk.Start + at, Math.Min(BlockSize, chunk.Count - at));
            var gradient = wide;
            if (_sum != null)
                gradient = _sum + start;
            else
                BFloat16Conversion.Widen((ushort*)chunk.Gradient + at, wide, count);
            AdamWKernel.Update(_master + start, gradient, _mean + start, _square + start, count, chunk.Decays, _constants);
            BFloat16Conversion.Narrow(_master + start, (ushort*)chunk.Weight + at, count);
            if (_sum == null)
                new Span<ushort>((ushort*)chunk.Gradient + at, count).Clear();
        }
    }
}
