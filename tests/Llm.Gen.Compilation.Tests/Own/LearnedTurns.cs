using Llm.Gen.Runtime;
using static TorchSharp.torch;

namespace Llm.Gen.Compilation.Tests.Own;

/// <summary>Rotary positions (arXiv:2104.09864) whose frequencies are learnt: each is drawn, and turns a pair of columns of every head.</summary>
[Component("learned-turns")]
public sealed class LearnedTurns : Block
{
    private readonly PositionShape _shape;
    private readonly OwnParameter _frequencies;

    public LearnedTurns(PositionShape shape, Placement place) : base(nameof(LearnedTurns)) => (_shape, _frequencies) = (shape, new(place, shape.HeadSize / 2));

    public override Tensor forward(Tensor qkv, Pass pass)
    {
        using var scope = NewDisposeScope();
        var (b, t, turning) = (qkv.shape[0], qkv.shape[1], _shape.Heads + _shape.KeyValueHeads);
        var heads = qkv.view(b, t, -1, _shape.HeadSize);                                                        // [B, T, H + 2K, E]
        var angles = (pass.At(_shape.Layer).Positions().unsqueeze(-1) * _frequencies.Value).unsqueeze(2);       // [B or 1, T, 1, E/2]
        var (x, y) = (heads.narrow(2, 0, turning).narrow(-1, 0, _shape.HeadSize / 2), heads.narrow(2, 0, turning).narrow(-1, _shape.HeadSize / 2, _shape.HeadSize / 2));
        var turned = cat([x * angles.cos() - y * angles.sin(), y * angles.cos() + x * angles.sin()], -1);
        return cat([turned, heads.narrow(2, turning, _shape.KeyValueHeads)], 2).view(b, t, -1).contiguous().MoveToOuterDisposeScope();
    }

    protected override void Register() => Own("frequencies", _frequencies, WeightRole.Table);
}
