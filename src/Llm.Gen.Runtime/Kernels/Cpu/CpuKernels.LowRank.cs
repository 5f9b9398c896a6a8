using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>Products of low rank, which a matmul's preparations would cost more than: they read factors as they are stored, in float32.</summary>
internal sealed unsafe partial class CpuKernels<T>
{
    private const int LargestRank = 16;         // beyond, torch's products of bfloat16 gain more than their preparations cost

    public override Tensor Compress(Tensor x, Tensor factor, bool isTall, double scale)
    {
        if (!IsLow(factor, isTall))
            return base.Compress(x, factor, isTall, scale);

        using var scope = NewDisposeScope();
        var dense = HasDenseRows(x) ? x : x.contiguous();
        var (n, rank, width) = (x.shape[0], Rank(factor, isTall), (int)x.shape[1]);
        var low = empty([n, rank], ScalarType.Float32);
        var (from, to, rows) = (View(dense), Memory.Address(low), (nint)Rows(factor, isTall, rank, width));
        var (address, stride) = ((nint)from.Address, from.RowStride);
        Team.Split(n, RowGrain(width), (first, last) => LowRankKernel<T>.Compress((T*)address, stride, (float*)rows, rank, width, (float)scale, (float*)to, first, last));
        return low.MoveToOuterDisposeScope();
    }

    public override void AddExpanded(Tensor target, Tensor low, Tensor factor, bool isTall)
    {
        if (!IsLow(factor, isTall) || !HasDenseRows(target))
        {
            base.AddExpanded(target, low, factor, isTall);
            return;
        }

        using var scope = NewDisposeScope();
        var (n, rank, width) = (target.shape[0], Rank(factor, isTall), (int)target.shape[1]);
        var (to, from, rows) = (View(target), Memory.Address(low), (nint)Rows(factor, isTall, rank, width));
        var (address, stride) = ((nint)to.Address, to.RowStride);
        Team.Split(n, RowGrain(width), (first, last) => LowRankKernel<T>.Expand((float*)from, rank, (float*)rows, (T*)address, stride, width, first, last));
    }

    public override void AddFactorGradient(Parameter factor, Tensor low, Tensor x, bool isTall)
    {
        if (!IsLow(factor, isTall))
        {
            base.AddFactorGradient(factor, low, x, isTall);
            return;
        }

        using var scope = NewDisposeScope();
        var dense = HasDenseRows(x) ? x : x.contiguous();
        var (n, rank, width) = (x.shape[0], Rank(factor, isTall), (int)x.shape[1]);
        var (rows, from) = (View(dense), Memory.Address(low));
        var (address, stride) = ((nint)rows.Address, rows.RowStride);
        ParameterGradient.Update(factor, (gradient, adds) =>
        {
            var sum = (float*)Memory.Address(gradient);
            var (to, addsNow) = isTall ? ((nint)Scratch.Floats((long)rank * width), false) : ((nint)sum, adds);
            Team.Split((width + LowRankKernel<T>.Columns - 1) / LowRankKernel<T>.Columns, RowGrain(n * LowRankKernel<T>.Columns), (first, last) =>
                LowRankKernel<T>.Correlate((float*)from, rank, (T*)address, stride, n, (float*)to, width, addsNow, first * LowRankKernel<T>.Columns, Math.Min(width, last * LowRankKernel<T>.Columns)));
            if (isTall)
                AddTransposed((float*)to, rank, width, sum, adds);
        });
    }

    private static bool IsLow(Tensor factor, bool isTall) =>
        MatrixProduct.IsFast && factor.dtype == ScalarType.Float32 && factor.is_contiguous() && Rank(factor, isTall) <= LargestRank;

    private static int Rank(Tensor factor, bool isTall) => (int)factor.shape[isTall ? 1 : 0];

    private static long RowGrain(long width) => Math.Max(1, Grain / width);

    /// <summary>The factor as [rank, width]: where it lies, or turned, in the calling thread's memory.</summary>
    private static float* Rows(Tensor factor, bool isTall, int rank, int width)
    {
        var from = (float*)Memory.Address(factor);
        if (!isTall)
            return from;
        var turned = Scratch.Floats((long)rank * width);
        for (var c = 0L; c < width; c++)
        {
            for (var j = 0; j < rank; j++)
                turned[j * (long)width + c] = from[c * rank + j];
        }
        return turned;
    }

    /// <summary>sum[c, j] (+)= rows[j, c].</summary>
    private static void AddTransposed(float* rows, int rank, int width, float* sum, bool adds)
    {
        for (var c = 0L; c < width; c++)
        {
            for (var j = 0; j < rank; j++)
                sum[c * rank + j] = rows[j * (long)width + c] + (adds ? sum[c * rank + j] : 0);
        }
    }
}
