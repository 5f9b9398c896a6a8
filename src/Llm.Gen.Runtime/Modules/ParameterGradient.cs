using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>Adds to a parameter's gradient where it lies.</summary>
internal static class ParameterGradient
{
    /// <summary>Adds rows^T input, [O, In], of rows [N, O] and input [N, In].</summary>
    public static void AddProduct(Parameter parameter, Tensor rows, Tensor input)
    {
        if (parameter.grad is { } sum)
        {
            using (sum)
                sum.addmm_(rows.t(), input);
            return;
        }

        using var first = rows.t().mm(input);
        parameter.grad = first;
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
