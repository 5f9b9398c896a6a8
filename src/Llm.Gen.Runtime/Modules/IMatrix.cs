using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>A matrix in a form of its own, such as a quantised one.</summary>
public interface IMatrix
{
    /// <summary>W x, or W x + b, with gradients where they are wanted: [.., In] to [.., Out].</summary>
    Tensor Multiply(Tensor x, Tensor? bias);

    /// <summary>A new matrix of plain values, [Out, In], without a graph.</summary>
    Tensor Dense(ScalarType type);
}
