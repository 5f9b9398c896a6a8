using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Llm.Gen.Runtime;
using static TorchSharp.torch;

namespace Llm.Gen.Training;

/// <summary>Numbers in 8 bits, each block's divided by the largest of it.</summary>
internal sealed unsafe class EightBitState : IDisposable
{
    private readonly EightBitTable _table;
    private readonly byte* _codes;
    private readonly float* _scales;

    internal EightBitState(TrainedNumbers numbers, long count, EightBitTable table)
    {
        _table = table;
        Codes = full([count], table.Zero, ScalarType.Byte).DetachFromDisposeScope();
        Scales = numbers.State((count + EightBitRule.Block - 1) / EightBitRule.Block);
        _codes = (byte*)Memory.Address(Codes);
        _scales = (float*)Memory.Address(Scales);
    }

    /// <summary>A code for each number, uint8.</summary>
    internal Tensor Codes { get; }

    /// <summary>The largest size of each block, float32.</summary>
    internal Tensor Scales { get; }

    /// <summary>Widens the numbers of a block, or its first ones.</summary>
    internal void Read(long from, float* values, int count) =>
        _table.Read(_codes + from, _scales[from / EightBitRule.Block], values, count);

    /// <summary>Rounds the numbers of a whole block, or of the last one.</summary>
    internal void Write(long from, float* values, int count)
    {
        var codes = _codes + from;
        var largest = Largest(values, count);
        _scales[from / EightBitRule.Block] = largest;
        if (!(largest > 0) || !float.IsFinite(largest))
        {
            new Span<byte>(codes, count).Fill((byte)_table.Zero);
            return;
        }
        _table.Write(values, largest, codes, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Largest(float* values, int count)
    {
        var lanes = Vector256<int>.Zero;
        var i = 0;
        for (; i <= count - Vector256<float>.Count; i += Vector256<float>.Count)
            lanes = Vector256.Max(lanes, Vector256.Abs(Vector256.Load(values + i)).AsInt32());         // sizes are in their bits' order, what is no number last
        var largest = 0;
        for (var lane = 0; lane < Vector256<int>.Count; lane++)
            largest = Math.Max(largest, lanes[lane]);
        for (; i < count; i++)
            largest = Math.Max(largest, BitConverter.SingleToInt32Bits(Math.Abs(values[i])));
        return BitConverter.Int32BitsToSingle(largest);
    }

    public void Dispose()
    {
        Codes.Dispose();
        Scales.Dispose();
    }
}
