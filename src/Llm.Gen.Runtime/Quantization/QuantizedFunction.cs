using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>A product with a quantised matrix, with a gradient for the input alone, and for the bias where it learns; keeps nothing. Arguments: input, matrix, bias if any.</summary>
internal sealed class QuantizedFunction : autograd.SingleTensorFunction<QuantizedFunction>
{
    public override string Name => nameof(QuantizedFunction);

    /// <summary>[.., In] to [.., Out].</summary>
    public static Tensor Run(Tensor x, QuantizedMatrix matrix, Tensor? bias) => bias is null ? apply(x, matrix) : apply(x, matrix, bias);

    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var (x, matrix, bias) = ((Tensor)vars[0], (QuantizedMatrix)vars[1], vars.Length > 2 ? (Tensor)vars[2] : null);
        new Tape { State = new Saved(matrix, bias as Parameter, vars.Length, x.requires_grad, x.shape) }.JoinTo(ctx);
        return matrix.Product(x, bias);
    }

    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        var tape = Tape.Of(ctx);
        var saved = (Saved)tape.State!;
        return Backpropagation.Step(tape, grad_output, saved.Arguments, gradient =>
        {
            var rows = gradient.reshape(-1, saved.Matrix.OutputSize).contiguous();          // [N, Out]
            if (saved.Bias is { requires_grad: true } bias)
                ParameterGradient.Add(bias, rows.sum([0L], type: ScalarType.Float32).to(bias.dtype));
            return [saved.WantsInput ? saved.Matrix.InputGradient(rows).view(saved.Shape) : null];
        })!;
    }

    private sealed record Saved(QuantizedMatrix Matrix, Parameter? Bias, int Arguments, bool WantsInput, long[] Shape);
}
