using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>Something learnt beside a projection, such as a low-rank update.</summary>
public interface IProjectionAdapter
{
    /// <summary>The projection's output with the adapter's share.</summary>
    /// <param name="input">What the projection read, [.., In].</param>
    /// <param name="output">What the projection made of it, [.., Out].</param>
    Tensor Adapt(Tensor input, Tensor output);
}
