using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>What an error message says of a tensor.</summary>
internal static class TensorText
{
    /// <summary>Type, shape and device, such as <c>Float32 [2, 3] on cpu</c>.</summary>
    public static string Of(Tensor tensor) => $"{tensor.dtype} [{string.Join(", ", tensor.shape)}] on {tensor.device}";
}
