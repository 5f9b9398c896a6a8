using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>Layer norm (arXiv:1607.06450): w (x - mean(x)) / sqrt(var(x) + epsilon) + b; gain and bias may be absent.</summary>
public sealed class LayerNorm : TokenwiseBlock
{
    private readonly double _epsilon;
    private readonly double _offset;            // what is added to the gain
    private readonly OwnParameter? _weight;
    private readonly OwnParameter? _bias;

    /// <summary>A norm over the last dimension, whose gain and bias hold nothing yet.</summary>
    /// <param name="size">D, values in a row.</param>
    /// <param name="epsilon">What is added under the root.</param>
    /// <param name="place">Where gain and bias are made.</param>
    /// <param name="weight">Whether there is a gain.</param>
    /// <param name="bias">Whether there is a bias.</param>
    /// <param name="unitOffset">Whether rows are multiplied by 1 + gain.</param>
    /// <exception cref="ArgumentException">There is a bias, or an offset, and no gain.</exception>
    public LayerNorm(int size, double epsilon, Placement place, bool weight = true, bool bias = true, bool unitOffset = false) : base(nameof(LayerNorm))
    {
        if (!weight && (bias || unitOffset))
            throw new ArgumentException("A layer norm without a gain has a bias or an offset of its gain; give it a gain, or neither.", nameof(weight));
        (_epsilon, _offset) = (epsilon, unitOffset ? 1 : 0);
        _weight = weight ? new(place, size) : null;
        _bias = bias ? new(place, size) : null;
    }

    /// <summary>The gain, [D].</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public Parameter Weight => _weight?.Value ?? throw new InvalidOperationException("This layer norm has no gain; it only centres and scales.");

    /// <summary>Added to the output, [D], or none.</summary>
    public Parameter? Bias => _bias?.Value;

    /// <summary>[.., D] to [.., D].</summary>
    public override Tensor forward(Tensor x)
    {
        var weight = _weight?.Value;
        if (weight is not null)
            Operands.RequireRows("A layer norm", x, weight.NumberOfElements, weight);
        return Kernels.For(x).LayerNorm(x, weight, Bias, _epsilon, _offset);
    }

    /// <inheritdoc/>
    protected override void Register()
    {
        if (_weight is not null)
            Own("weight", _weight, _offset == 0 ? WeightRole.Gain : WeightRole.Bias);
        if (_bias is not null)
            Own("bias", _bias);
    }
}
