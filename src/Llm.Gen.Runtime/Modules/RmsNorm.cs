using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>Root mean square norm (arXiv:1910.07467): w x / sqrt(mean(x^2) + epsilon).</summary>
public sealed class RmsNorm : TokenwiseBlock
{
    private readonly double _epsilon;

    /// <summary>A norm over the last dimension, whose gain holds nothing yet.</summary>
    public RmsNorm(int size, double epsilon, Placement place) : base(nameof(RmsNorm))
    {
        _epsilon = epsilon;
        Weight = place.Parameter(size);
    }

    /// <summary>The gain, [D].</summary>
    public Parameter Weight { get; private set; }

    /// <summary>[.., D] to [.., D].</summary>
    public override Tensor forward(Tensor x) => Kernels.For(x).RmsNorm(x, Weight, _epsilon);

    /// <inheritdoc/>
    protected override void Register() => register_parameter("weight", Weight);

    /// <inheritdoc/>
    private protected override void MoveParameters(ScalarType? type, Device? device)
    {
        var moved = MovedTo(Weight, type, device);
        Weight.Dispose();
        Weight = moved;
        ConditionallyRegisterParameter("weight", moved);
    }
}
