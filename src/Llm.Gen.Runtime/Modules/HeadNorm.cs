using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>A layer norm (arXiv:1607.06450) of each head by itself, with a gain of its own for each: w (x - mean(x)) / sqrt(var(x) + epsilon).</summary>
public sealed class HeadNorm : TokenwiseBlock
{
    private readonly OwnParameter _weight;
    private readonly double _epsilon;

    /// <summary>A norm of heads, whose gains hold nothing yet.</summary>
    /// <param name="heads">H, heads.</param>
    /// <param name="size">E, values in a head.</param>
    /// <param name="epsilon">What is added under the root.</param>
    /// <param name="place">Where the gains are made.</param>
    public HeadNorm(int heads, int size, double epsilon, Placement place) : base(nameof(HeadNorm)) =>
        (_weight, _epsilon) = (new(place, heads, size), epsilon);

    /// <summary>The gains, [H, E].</summary>
    public Parameter Weight => _weight.Value;

    /// <summary>[.., H, E] to [.., H, E].</summary>
    public override Tensor forward(Tensor x) => Kernels.For(x).LayerNorm(x, null, null, _epsilon, 0) * Weight;

    /// <inheritdoc/>
    protected override void Register() => Own("weight", _weight, WeightRole.Gain);
}
