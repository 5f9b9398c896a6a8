using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>Root mean square norm (arXiv:1910.07467): w x / sqrt(mean(x^2) + epsilon), or (1 + w) x / sqrt(mean(x^2) + epsilon).</summary>
public sealed class RmsNorm : TokenwiseBlock
{
    private readonly OwnParameter _weight;
    private readonly double _epsilon;
    private readonly double _offset;            // what is added to the gain

    /// <summary>A norm over the last dimension, whose gain holds nothing yet.</summary>
    /// <param name="size">D, values in a row.</param>
    /// <param name="epsilon">What is added under the root.</param>
    /// <param name="place">Where its gain is made.</param>
    /// <param name="unitOffset">Whether rows are multiplied by 1 + gain.</param>
    public RmsNorm(int size, double epsilon, Placement place, bool unitOffset = false) : base(nameof(RmsNorm))
    {
        (_epsilon, _offset) = (epsilon, unitOffset ? 1 : 0);
        _weight = new(place, size);
    }

    /// <summary>The gain, [D].</summary>
    public Parameter Weight => _weight.Value;

    /// <summary>[.., D] to [.., D].</summary>
    public override Tensor forward(Tensor x)
    {
        Operands.RequireRows("A root mean square norm", x, Weight.NumberOfElements, Weight);
        return Kernels.For(x).RmsNorm(x, Weight, _epsilon, _offset);
    }

    /// <inheritdoc/>
    protected override void Register() => Own("weight", _weight, _offset == 0 ? WeightRole.Gain : WeightRole.Bias);
}
