using Llm.Gen;
using Llm.Gen.Runtime;
using static TorchSharp.torch;

namespace Examples.CustomComponent;

/// <summary>
/// Differential attention (arXiv:2410.05258): of two heads that read the same values, the second takes away what the first only hears as noise.
/// B batch, T new tokens, S cached and new tokens, H heads, E values in a head; a pair of heads has values of 2E.
/// </summary>
[Component("differential")]
public sealed class DifferentialAttention : Block
{
    private readonly AttentionShape _shape;
    private readonly double _start;             // what the learnt share of the second head begins at
    private readonly OwnParameter _share;

    public DifferentialAttention(AttentionShape shape, Placement place, double depth = 0.3) : base(nameof(DifferentialAttention))
    {
        var width = shape.Heads * shape.HeadSize;
        _shape = shape;
        _start = 0.8 - 0.6 * Math.Exp(-depth * shape.Layer);                                            // deeper layers take more away
        _share = new OwnParameter(place, 4, shape.HeadSize);
        (Query, Key, Value) = (new(shape.Hidden, width, place), new(shape.Hidden, width, place), new(shape.Hidden, width, place));
        Norm = new RmsNorm(2 * shape.HeadSize, 1e-5, place);
        Output = new Projection(width, shape.Hidden, place);
    }

    public Projection Query { get; }

    public Projection Key { get; }

    public Projection Value { get; }

    public RmsNorm Norm { get; }

    public Projection Output { get; }

    public override Tensor forward(Tensor x, Pass pass)
    {
        using var scope = NewDisposeScope();
        var at = pass.At(_shape.Layer);
        var (b, t, pairs, e) = (x.shape[0], x.shape[1], _shape.Heads / 2, _shape.HeadSize);
        var (q, k) = (at.Rotation!.Turn(Query.call(x).view(b, t, -1, e)), at.Rotation.Turn(Key.call(x).view(b, t, -1, e)));     // [B, T, H, E]

        var seen = at.Remember(k.view(b, t, pairs, 2 * e), Value.call(x).view(b, t, pairs, 2 * e));
        var keys = seen.Keys.reshape(b, -1, _shape.Heads, e).permute(0, 2, 3, 1);                       // [B, H, E, S]
        var scores = (q.transpose(1, 2).matmul(keys) / Math.Sqrt(e)).masked_fill(seen.Hidden, -1e9);    // [B, H, T, S]
        var maps = scores.softmax(-1).unflatten(1, [pairs, 2]);                                         // [B, H/2, 2, T, S]
        var read = (maps.select(2, 0) - Share() * maps.select(2, 1)).matmul(seen.Values.transpose(1, 2));
        var normed = (1 - _start) * Norm.call(read.transpose(1, 2).contiguous());                       // [B, T, H/2, 2E]
        return Output.call(normed.flatten(2)).MoveToOuterDisposeScope();                                // [B, T, D]
    }

    protected override void Register()
    {
        register_module("q_proj", Query);
        register_module("k_proj", Key);
        register_module("v_proj", Value);
        register_module("norm", Norm);
        register_module("o_proj", Output);
        Own("share", _share, WeightRole.Table);
    }

    /// <summary>exp(a b) - exp(c d) + start, of four learnt vectors.</summary>
    private Tensor Share()
    {
        var (ab, cd) = ((_share.Value[0] * _share.Value[1]).sum(), (_share.Value[2] * _share.Value[3]).sum());
        return ab.exp() - cd.exp() + _start;
    }
}
