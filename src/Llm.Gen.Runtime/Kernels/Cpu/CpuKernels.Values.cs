using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>Norms and activations.</summary>
internal sealed unsafe partial class CpuKernels<T>
{
    private const int GainPieces = 16;          // in which rows are summed for a gain's gradient, however many threads there are

    public override Tensor RmsNormForward(Tensor x, Tensor weight, float epsilon, float offset)
    {
        var input = Dense(x);
        var y = empty(x.shape, x.dtype);
        var d = (int)weight.NumberOfElements;
        var (from, w, to) = (Memory.Address(input), Memory.Address(weight), Memory.Address(y));
        Team.Split(x.NumberOfElements / d, Grain / d + 1, (first, last) =>
            RmsNormKernel<T>.Forward((T*)from, (T*)w, (T*)to, first, last, d, epsilon, offset));
        Free(input, x);
        return y;
    }

    public override (Tensor X, Tensor Weight) RmsNormBackward(Tensor x, Tensor weight, Tensor gradient, float epsilon, float offset)
    {
        var (input, slope) = (Dense(x), Dense(gradient));
        var d = (int)weight.NumberOfElements;
        var (rows, pieces) = (x.NumberOfElements / d, GainPieces);
        var (dx, dw) = (empty(x.shape, x.dtype), zeros([pieces, d], ScalarType.Float32));
        var (from, w, dy, to, sums) = (Memory.Address(input), Memory.Address(weight), Memory.Address(slope), Memory.Address(dx), Memory.Address(dw));
        Team.Run(pieces, piece =>
            RmsNormKernel<T>.Backward((T*)from, (T*)w, (T*)dy, (T*)to, (float*)sums + (long)piece * d, rows * piece / pieces, rows * (piece + 1) / pieces, d, epsilon, offset));
        return (dx, Together(dw).view(d));
    }

    public override Tensor LayerNormForward(Tensor x, Tensor? weight, Tensor? bias, float epsilon, float offset)
    {
        var input = Dense(x);
        var y = empty(x.shape, x.dtype);
        var d = (int)x.shape[^1];
        var (from, w, b, to) = (Memory.Address(input), AddressOrNull(weight), AddressOrNull(bias), Memory.Address(y));
        Team.Split(x.NumberOfElements / d, Grain / d + 1, (first, last) =>
            LayerNormKernel<T>.Forward((T*)from, (T*)w, (T*)b, (T*)to, first, last, d, epsilon, offset));
        Free(input, x);
        return y;
    }

    public override (Tensor X, Tensor Weight, Tensor Bias) LayerNormBackward(Tensor x, Tensor? weight, Tensor gradient, float epsilon, float offset)
    {
        var (input, slope) = (Dense(x), Dense(gradient));
        var d = (int)x.shape[^1];
        var (rows, pieces) = (x.NumberOfElements / d, GainPieces);
        var (dx, sums) = (empty(x.shape, x.dtype), zeros([pieces, 2, d], ScalarType.Float32));          // of the weight, of the bias
        var (from, w, dy, to, dw) = (Memory.Address(input), AddressOrNull(weight), Memory.Address(slope), Memory.Address(dx), Memory.Address(sums));
        Team.Run(pieces, piece =>
        {
            var own = (float*)dw + 2L * piece * d;
            LayerNormKernel<T>.Backward((T*)from, (T*)w, (T*)dy, (T*)to, own, own + d, rows * piece / pieces, rows * (piece + 1) / pieces, d, epsilon, offset);
        });
        var both = Together(sums).view(2, d);                                               // of the weight, of the bias
        return (dx, both[0], both[1]);
    }

    /// <summary>The sum over the first dimension, in its order: torch's own order depends on its threads.</summary>
    private static Tensor Together(Tensor pieces)
    {
        var width = (int)(pieces.NumberOfElements / GainPieces);
        var sums = (float*)Memory.Address(pieces);
        for (var piece = 1; piece < GainPieces; piece++)
            RowKernel<Float32>.Add(sums, (Float32*)sums + (long)piece * width, width);
        using var first = pieces.narrow(0, 0, 1);
        return first.clone();
    }

    public override Tensor ActivationForward(Tensor x, Activation activation)
    {
        var input = Dense(x);
        var y = empty(x.shape, x.dtype);
        var (from, to, kernel) = (Memory.Address(input), Memory.Address(y), ActivationKernel<T>.For(activation));
        Team.Split(x.NumberOfElements, Grain, (first, last) => kernel.Forward((T*)from, (T*)to, first, last));
        Free(input, x);
        return y;
    }

    public override Tensor ActivationBackward(Tensor x, Tensor gradient, Activation activation)
    {
        var (input, slope) = (Dense(x), Dense(gradient));
        var dx = empty(x.shape, x.dtype);
        var (from, dy, to, kernel) = (Memory.Address(input), Memory.Address(slope), Memory.Address(dx), ActivationKernel<T>.For(activation));
        Team.Split(x.NumberOfElements, Grain, (first, last) => kernel.Backward((T*)from, (T*)dy, (T*)to, first, last));
        return dx;
    }

    public override Tensor GateForward(Tensor gateUp, Activation activation)
    {
        var input = Dense(gateUp);
        var shape = gateUp.shape;
        var f = (int)(shape[^1] /= 2);
        var y = empty(shape, gateUp.dtype);
        var (from, to, kernel) = (Memory.Address(input), Memory.Address(y), ActivationKernel<T>.For(activation));
        Team.Split(gateUp.NumberOfElements / (2L * f), Grain / f + 1, (first, last) => kernel.GateForward((T*)from, (T*)to, first, last, f));
        Free(input, gateUp);
        return y;
    }

    public override Tensor GateBackward(Tensor gateUp, Tensor gradient, Activation activation)
    {
        var (input, slope) = (Dense(gateUp), Dense(gradient));
        var result = empty(gateUp.shape, gateUp.dtype);
        var f = (int)(gateUp.shape[^1] / 2);
        var (from, dy, to, kernel) = (Memory.Address(input), Memory.Address(slope), Memory.Address(result), ActivationKernel<T>.For(activation));
        Team.Split(gateUp.NumberOfElements / (2L * f), Grain / f + 1, (first, last) => kernel.GateBackward((T*)from, (T*)dy, (T*)to, first, last, f));
        return result;
    }

    private static nint AddressOrNull(Tensor? tensor) => tensor is null ? 0 : Memory.Address(tensor);
}
