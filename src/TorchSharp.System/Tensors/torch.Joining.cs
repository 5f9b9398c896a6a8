using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Tensors one after the other along a dimension they have.</summary>
    public static Tensor cat(IList<Tensor> tensors, long dim = 0) => Operators.Cat.Call((Tensor[])[.. tensors], dim);

    /// <summary>Tensors one after the other along a new dimension.</summary>
    public static Tensor stack(IEnumerable<Tensor> tensors, long dim = 0) => Operators.Stack.Call((Tensor[])[.. tensors], dim);

    /// <summary>Tensors side by side.</summary>
    public static Tensor hstack(params Tensor[] tensors) => Operators.Hstack.Call(tensors);

    /// <summary>Tensors below each other.</summary>
    public static Tensor vstack(IList<Tensor> tensors) => Operators.Vstack.Call((Tensor[])[.. tensors]);

    /// <summary>Sums of products by Einstein's convention.</summary>
    public static Tensor einsum(string equation, params Tensor[] tensors) => Operators.Einsum.Call(equation, tensors);

    /// <summary>x where the condition is true, y elsewhere.</summary>
    public static Tensor where(Tensor condition, Tensor x, Tensor y) => x.where(condition, y);
}
