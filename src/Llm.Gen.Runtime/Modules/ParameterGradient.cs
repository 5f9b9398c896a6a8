using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>Adds to a parameter's gradient where it lies.</summary>
internal static class ParameterGradient
{
    /// <summary>Adds rows^T input, [O, In], of rows [N, O] and input [N, In].</summary>
    public static void AddProduct(Parameter parameter, Tensor rows, Tensor input) =>
        Update(parameter, (sum, adds) => Kernels.For(sum).Multiply(sum, rows, transposesA: true, input, transposesB: false, adds));

    /// <summary>Has the gradient added to, or written where there was none.</summary>
    public static void Update(Parameter parameter, Action<Tensor, bool> write)
    {
        if (parameter.grad is { } sum)
        {
            using (sum)
                write(sum, true);
            return;
        }

        using var first = parameter.empty_like();
        write(first, false);
        parameter.grad = first;
    }

    /// <summary>The gradient of what a matrix [O, In] read, [N, In], of that of what it made, rows [N, O].</summary>
    public static Tensor OfInput(Tensor rows, Tensor weight)
    {
        var gradient = empty([rows.shape[0], weight.shape[1]], rows.dtype, rows.device);
        Kernels.For(rows).Multiply(gradient, rows, transposesA: false, weight, transposesB: false, adds: false);
        return gradient;
    }

    /// <summary>Adds a tensor of the parameter's shape, or makes it the gradient where there is none.</summary>
    public static void Add(Parameter parameter, Tensor gradient)
    {
        if (parameter.grad is { } sum)
        {
            using (sum)
                sum.add_(gradient);
            return;
        }
        parameter.grad = gradient;
    }
}
