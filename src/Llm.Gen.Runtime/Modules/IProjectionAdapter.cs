using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>Something learnt beside a projection, such as a low-rank update.</summary>
public interface IProjectionAdapter
{
    /// <summary>What it is, in words, its numbers left out: training resumes only with the same.</summary>
    string Description => GetType().Name;

    /// <summary>What it learns, to be trained and stored; nothing unless said.</summary>
    /// <param name="point">Name of the point that it sits on, <see cref="AdapterPoint.Name"/>.</param>
    IReadOnlyList<StoredWeight> Weights(string point) => [];

    /// <summary>The projection's output with the adapter's share.</summary>
    /// <param name="input">What the projection read, [.., In].</param>
    /// <param name="output">What the projection made of it, [.., Out].</param>
    Tensor Adapt(Tensor input, Tensor output);
}
