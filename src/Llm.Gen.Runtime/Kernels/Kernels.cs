using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>The operations that torch has only in pieces. Shapes: B batch, T tokens, N of both, D hidden, H query heads, K key and value heads, E head size.</summary>
internal abstract class Kernels
{
    /// <summary>Whether the calling thread composes everything of torch's operations: the oracle of tests.</summary>
    [field: ThreadStatic]
    public static bool AreComposed { get; set; }

    /// <summary>The kernels for a tensor's device and type.</summary>
    public static Kernels For(Tensor x) => AreComposed || x.device_type != DeviceType.CPU ? ComposedKernels.Instance : x.dtype switch
    {
        ScalarType.Float32 => CpuKernels<Float32>.Instance,
        ScalarType.BFloat16 => CpuKernels<Brain16>.Instance,
        _ => ComposedKernels.Instance,
    };

    /// <summary>[.., In] to W x, or W x + b, [.., Out], without a graph.</summary>
    public abstract Tensor Linear(Tensor x, Tensor weight, Tensor? bias);

    /// <summary>target = a b, or target += a b, without a graph; either factor may be read transposed.</summary>
    public abstract void Multiply(Tensor target, Tensor a, bool transposesA, Tensor b, bool transposesB, bool adds);

    /// <summary>scale x f^T, [N, r], of rows x [N, W] and a factor f, float32 [r, W], or [W, r] where it is tall; without a graph, in a type of the kernels' choice.</summary>
    public virtual Tensor Compress(Tensor x, Tensor factor, bool isTall, double scale)
    {
        using var scope = NewDisposeScope();
        var low = empty([x.shape[0], factor.shape[isTall ? 1 : 0]], x.dtype, x.device);
        Multiply(low, x, transposesA: false, factor.to(x.dtype), transposesB: !isTall, adds: false);
        return low.mul_(scale).MoveToOuterDisposeScope();
    }

    /// <summary>target += low f, [N, W], without a graph, of what <see cref="Compress"/> gives; the rows of target may lie apart.</summary>
    public virtual void AddExpanded(Tensor target, Tensor low, Tensor factor, bool isTall)
    {
        using var scope = NewDisposeScope();
        Multiply(target, low.to(target.dtype), transposesA: false, factor.to(target.dtype), transposesB: isTall, adds: true);
    }

    /// <summary>Adds low^T x, or its transpose where the factor is tall, to the gradient of the factor.</summary>
    public virtual void AddFactorGradient(Parameter factor, Tensor low, Tensor x, bool isTall)
    {
        using var scope = NewDisposeScope();
        var (rows, input) = isTall ? (x, low.to(x.dtype)) : (low.to(x.dtype), x);
        if (x.dtype == factor.dtype)
            ParameterGradient.AddProduct(factor, rows, input);
        else
            ParameterGradient.Add(factor, matmul(rows.t(), input).to(factor.dtype));
    }

    /// <summary>[.., D] to (offset + w) x / sqrt(mean(x^2) + epsilon), with gradients where they are wanted.</summary>
    public abstract Tensor RmsNorm(Tensor x, Parameter weight, double epsilon, double offset);

    /// <summary>[.., D] to (offset + w) (x - mean(x)) / sqrt(var(x) + epsilon) + b, with gradients where they are wanted; no weight and no bias count as 1 and 0.</summary>
    public abstract Tensor LayerNorm(Tensor x, Parameter? weight, Parameter? bias, double epsilon, double offset);

    /// <summary>activation(x) of every value, with gradients where they are wanted.</summary>
    public abstract Tensor Activate(Tensor x, Activation activation);

    /// <summary>[.., 2 F] to activation(gate) * up, [.., F], with gradients where they are wanted.</summary>
    public abstract Tensor Gate(Tensor gateUp, Activation activation);

    /// <summary>[B, T, (H + 2K) E] to [B, T, H E], without a graph; keys and values join the pass's cache.</summary>
    public abstract Tensor Attend(Tensor packed, AttentionCall call);

    /// <summary>The query and key heads of packed rows turned by their positions, [B, T, heads E] to [B, T, heads, E], without a graph.</summary>
    public abstract Tensor Turned(Tensor packed, AttentionCall call);

    /// <summary>[B, T, H, E] to [B, T, H E]: what turned queries read of keys and values in the order of their tokens, without a graph.</summary>
    public abstract Tensor Read(Tensor queries, SeenKeys seen, AttentionCall call);

    /// <summary>What <see cref="Attend"/> gives without a cache, with what backward needs: turned rows [B, T, H + 2K, E] and logarithms of the sums, float32 [B, H, T].</summary>
    public abstract (Tensor Output, Tensor Turned, Tensor LogSums) AttendForGradient(Tensor packed, AttentionCall call);

    /// <summary>The gradients of the packed rows, [B, T, (H + 2K) E], and of the tables of relative positions.</summary>
    public abstract (Tensor Packed, IReadOnlyList<Tensor> Tables) AttendBackward(Tensor turned, Tensor output, Tensor logSums, Tensor gradient, AttentionCall call);

    /// <summary>sum[ids[n]] += rows[n], for sum [V, D], ids [N], rows [N, D].</summary>
    public abstract void AddRows(Tensor sum, Tensor ids, Tensor rows);

    /// <summary>The sum of the losses of rows that are not ignored; makes the logits [n, V] their own gradient, times scale, where it is wanted.</summary>
    public abstract double CrossEntropy(Tensor logits, Tensor targets, double scale, bool wantsGradient, LossShape shape = default);
}
