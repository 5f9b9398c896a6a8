using System.Buffers;
using System.Diagnostics;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>Kernels over the memory of CPU tensors of one type: everything that works on each token alone.</summary>
internal sealed unsafe partial class CpuKernels<T> : CpuKernels
    where T : unmanaged, IElement<T>
{
    public static readonly CpuKernels<T> Instance = new();

    private const int FewRows = 4;              // up to here reading the matrix costs more than the products
    private const long Grain = 1 << 14;         // elements that are worth another thread

    public override Tensor Linear(Tensor x, Tensor weight, Tensor? bias)
    {
        var shape = x.shape;
        var (size, outputs) = (shape[^1], weight.shape[0]);
        var n = x.NumberOfElements / size;
        if (weight.dtype != x.dtype || !weight.is_contiguous() || (n > FewRows && !HasProducts))
            return nn.functional.linear(x, weight, bias);

        var input = Dense(x);
        shape[^1] = outputs;
        var y = empty(shape, x.dtype);
        if (n > FewRows)
        {
            var a = new MatrixView(Memory.Address(input), n, size, size, 1);
            MatrixProduct.Run(a, new MatrixView(Memory.Address(weight), outputs, size, size, 1).Transposed, Memory.Address(y), outputs, adds: false);
            if (bias is not null)
                y.add_(bias);
            Free(input, x);
            return y;
        }

        var (w, b, to) = (Memory.Address(weight), bias is null ? 0 : Memory.Address(bias), Memory.Address(y));
        var wide = ArrayPool<float>.Shared.Rent((int)(n * size));
        fixed (float* rows = wide)
        {
            var from = (nint)rows;
            RowKernel<T>.Widen((T*)Memory.Address(input), rows, n * size);
            Team.Split(outputs, Math.Max(4, 4 * Grain / size), (first, last) =>
                RowKernel<T>.Multiply((float*)from, (int)n, (T*)w, (T*)b, (T*)to, outputs, (int)size, first, last));
        }
        ArrayPool<float>.Shared.Return(wide);
        Free(input, x);
        return y;
    }

    public override void Multiply(Tensor target, Tensor a, bool transposesA, Tensor b, bool transposesB, bool adds)
    {
        if (!HasProducts || !(HasDenseRows(target) && HasDenseRows(a) && HasDenseRows(b)))
        {
            ComposedKernels.Instance.Multiply(target, a, transposesA, b, transposesB, adds);
            return;
        }

        var (left, right, to) = (View(a), View(b), View(target));
        MatrixProduct.Run(transposesA ? left.Transposed : left, transposesB ? right.Transposed : right, (nint)to.Address, to.RowStride, adds);
    }

    public override double CrossEntropy(Tensor logits, Tensor targets, double scale, bool wantsGradient, LossShape shape = default)
    {
        Debug.Assert(logits.is_contiguous());
        using var wanted = targets.contiguous();
        var (n, v) = (logits.shape[0], (int)logits.shape[1]);
        var (values, ids) = (Memory.Address(logits), Memory.Address(wanted));
        for (var row = 0L; row < n; row++)
        {
            var target = ((long*)ids)[row];
            if (target != Runtime.CrossEntropy.Ignored && (target < 0 || target >= v))
                throw new ArgumentOutOfRangeException(nameof(targets), $"Target {target} is outside the vocabulary, 0 to {v - 1}; {Runtime.CrossEntropy.Ignored} leaves a row out.");
        }

        var rows = Grain / v + 1;                                                            // of a piece: the sum is the same for any number of threads
        var sums = new double[(n + rows - 1) / rows];
        Team.Run(sums.Length, piece =>
            sums[piece] = CrossEntropyKernel<T>.Run((T*)values, (long*)ids, piece * rows, Math.Min(n, (piece + 1) * rows), v, (float)scale, wantsGradient, shape));
        var total = 0.0;
        foreach (var sum in sums)
            total += sum;
        return total;
    }

    public override void AddRows(Tensor sum, Tensor ids, Tensor rows)
    {
        using var places = ids.contiguous();
        using var dense = rows.contiguous();
        var (n, d) = ((int)rows.shape[0], (int)rows.shape[1]);
        var order = new int[n];
        var keys = new ReadOnlySpan<long>((long*)Memory.Address(places), n).ToArray();
        for (var i = 0; i < n; i++)
            order[i] = i;
        Array.Sort(keys, order);                                                            // rows of one token come together: each sum is read and written once
        var from = Memory.Address(dense);
        var to = Memory.Address(sum);
        var wide = Scratch.Floats(d);
        for (var i = 0; i < n;)
        {
            var target = (T*)to + keys[i] * d;
            RowKernel<T>.Widen(target, wide, d);
            var id = keys[i];
            for (; i < n && keys[i] == id; i++)
                RowKernel<T>.Add(wide, (T*)from + (long)order[i] * d, d);
            RowKernel<T>.Narrow(wide, target, d);
        }
    }

    /// <summary>Whether products are ours; those of bfloat16 are torch's, which has instructions for them that .NET does not.</summary>
    private static bool HasProducts => typeof(T) == typeof(Float32) && MatrixProduct.IsFast;

    /// <summary>Whether the elements of each row are neighbours; rows may lie apart, as those of some columns of a matrix do.</summary>
    private static bool HasDenseRows(Tensor matrix) => matrix.is_contiguous() || (matrix.stride(1) == 1 && matrix.stride(0) >= matrix.shape[1]);

    private static MatrixView View(Tensor matrix)
    {
        var (shape, isWhole) = (matrix.shape, matrix.is_contiguous());
        if (isWhole || matrix.NumberOfElements == 0)
            return new MatrixView(matrix.NumberOfElements == 0 ? 0 : Memory.Address(matrix), shape[0], shape[1], shape[1], 1);
        using var row = matrix.narrow(0, 0, 1);
        using var first = row.narrow(1, 0, 1);                                              // an address is asked of a contiguous tensor
        return new MatrixView(Memory.Address(first), shape[0], shape[1], matrix.stride(0), 1);
    }

    /// <summary>The tensor, or a contiguous copy.</summary>
    private static Tensor Dense(Tensor x) => x.is_contiguous() ? x : x.contiguous();

    private static void Free(Tensor dense, Tensor original)
    {
        if (!ReferenceEquals(dense, original))
            dense.Dispose();
    }
}
