using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>A matrix applied to every token: y = W x, or W x + b. Its matrix may be a view of a <see cref="ProjectionGroup"/>'s.</summary>
public sealed class Projection : TokenwiseBlock, IScorer
{
    /// <summary>A projection with storage of its own.</summary>
    public Projection(int inputSize, int outputSize, Placement place, bool bias = false) : base(nameof(Projection))
    {
        Weight = new Parameter(place.Empty(outputSize, inputSize));
        Bias = bias ? new Parameter(place.Empty(outputSize)) : null;
    }

    /// <summary>The matrix, [Out, In].</summary>
    public Parameter Weight { get; private set; }

    /// <summary>Added to the output, [Out], or none.</summary>
    public Parameter? Bias { get; private set; }

    /// <summary>What is learnt beside the matrix, or nothing.</summary>
    public IProjectionAdapter? Adapter { get; set; }

    /// <summary>[.., In] to [.., Out].</summary>
    public override Tensor forward(Tensor x) => nn.functional.linear(x, Weight, Bias);

    /// <inheritdoc/>
    public Tensor Score(Tensor hidden) => forward(hidden).to(ScalarType.Float32);

    /// <inheritdoc/>
    protected override void Register()
    {
        register_parameter("weight", Weight);
        if (Bias is not null)
            register_parameter("bias", Bias);
    }
}
