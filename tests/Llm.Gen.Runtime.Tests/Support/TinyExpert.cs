using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime.Tests.Support;

/// <summary>A SwiGLU of 8 columns and 12 inner ones, with weights drawn.</summary>
internal sealed class TinyExpert : TokenwiseBlock
{
    private readonly ProjectionGroup _gateUp = new(8, [12, 12], Placement.Default);

    public TinyExpert() : base(nameof(TinyExpert))
    {
        using var _ = no_grad();
        foreach (var weight in new[] { _gateUp[0].Weight, _gateUp[1].Weight, Down.Weight })
            weight.normal_(0, 0.4);
    }

    public Projection Down { get; } = new(12, 8, Placement.Default);

    public IEnumerable<Parameter> Parameters => [_gateUp[0].Weight, _gateUp[1].Weight, Down.Weight];

    public static ModuleList<TinyExpert> List(int count)
    {
        var list = new ModuleList<TinyExpert>(Enumerable.Range(0, count).Select(_ => new TinyExpert()).ToArray());
        return list;
    }

    public override Tensor forward(Tensor x) => Down.call(Gated.Silu(_gateUp.Project(x)));

    /// <summary>The same of torch's operations alone.</summary>
    public Tensor Plain(Tensor x) =>
        nn.functional.linear(nn.functional.silu(nn.functional.linear(x, _gateUp[0].Weight)) * nn.functional.linear(x, _gateUp[1].Weight), Down.Weight);

    protected override void Register()
    {
        register_module("gate", _gateUp[0]);
        register_module("up", _gateUp[1]);
        register_module("down", Down);
        Keep(_gateUp);
    }
}
