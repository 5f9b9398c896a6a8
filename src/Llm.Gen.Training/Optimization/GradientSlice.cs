using Llm.Gen.Runtime;

namespace Llm.Gen.Training;

/// <summary>Where one weight's numbers lie in the optimizer's state.</summary>
/// <param name="Weight">The weight.</param>
/// <param name="Start">Its first number.</param>
/// <param name="Count">Its numbers.</param>
public sealed record GradientSlice(StoredWeight Weight, long Start, long Count)
{
    /// <summary>Whether weight decay pulls it towards zero: matrices alone.</summary>
    public bool Decays => Weight.Role == WeightRole.Matrix;
}
