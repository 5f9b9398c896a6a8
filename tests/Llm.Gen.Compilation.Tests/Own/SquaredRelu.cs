using Llm.Gen.Runtime;
using static TorchSharp.torch;

namespace Llm.Gen.Compilation.Tests.Own;

/// <summary>A feed-forward with squared relu (arXiv:2109.08668), times an option.</summary>
[Component("squared-relu")]
public sealed class SquaredRelu : TokenwiseBlock
{
    private readonly double _times;

    public SquaredRelu(FeedForwardShape shape, Placement place, double times = 1) : base(nameof(SquaredRelu)) =>
        (_times, Up, Down) = (times, new(shape.Hidden, shape.Inner, place), new(shape.Inner, shape.Hidden, place));

    public Projection Up { get; }

    public Projection Down { get; }

    public override Tensor forward(Tensor x) => Down.call(_times * nn.functional.relu(Up.call(x)).square());

    protected override void Register()
    {
        register_module("up_proj", Up);
        register_module("down_proj", Down);
    }
}
