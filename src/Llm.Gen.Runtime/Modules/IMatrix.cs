using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>A matrix in a form of its own, such as a quantised one.</summary>
public interface IMatrix
{
    /// <summary>W x, or W x + b: [.., In] to [.., Out].</summary>
    Tensor Multiply(Tensor x);
}
