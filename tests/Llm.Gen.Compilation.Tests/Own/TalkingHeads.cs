using Llm.Gen.Runtime;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Llm.Gen.Compilation.Tests.Own;

/// <summary>Attention whose heads talk to each other before and after the softmax (arXiv:2003.02436): it computes its scores itself, over the cache.</summary>
[Component("talking-heads")]
public sealed class TalkingHeads : Block
{
    private readonly AttentionShape _shape;
    private readonly OwnParameter _before;
    private readonly OwnParameter _after;

    public TalkingHeads(AttentionShape shape, Placement place) : base(nameof(TalkingHeads))
    {
        var width = shape.Heads * shape.HeadSize;
        _shape = shape;
        (Query, Key, Value, Output) = (new(shape.Hidden, width, place), new(shape.Hidden, width, place), new(shape.Hidden, width, place), new(width, shape.Hidden, place));
        (_before, _after) = (new(place, shape.Heads, shape.Heads), new(place, shape.Heads, shape.Heads));
    }

    public Projection Query { get; }

    public Projection Key { get; }

    public Projection Value { get; }

    public Projection Output { get; }

    public Parameter Before => _before.Value;

    public override Tensor forward(Tensor x, Pass pass)
    {
        using var scope = NewDisposeScope();
        var at = pass.At(_shape.Layer);
        var (q, k, v) = (Heads(Query, x), Heads(Key, x), Heads(Value, x));                                      // [B, T, H, E]
        if (at.Rotation is { } rotation)
            (q, k) = (rotation.Turn(q), rotation.Turn(k));
        var seen = at.Remember(k, v);
        var scores = q.transpose(1, 2).matmul(seen.Keys.permute(0, 2, 3, 1)) / Math.Sqrt(_shape.HeadSize);      // [B, H, T, S]
        var weights = Talk(scores, _before.Value).masked_fill(seen.Hidden, -1e9).softmax(-1);
        var read = Talk(weights, _after.Value).matmul(seen.Values.transpose(1, 2));                             // [B, H, T, E]
        return Output.call(read.transpose(1, 2).flatten(2)).MoveToOuterDisposeScope();                          // [B, T, D]
    }

    protected override void Register()
    {
        register_module("q_proj", Query);
        register_module("k_proj", Key);
        register_module("v_proj", Value);
        register_module("o_proj", Output);
        Own("before", _before, WeightRole.Table);
        Own("after", _after, WeightRole.Table);
    }

    private Tensor Heads(Projection projection, Tensor x) => projection.call(x).view(x.shape[0], x.shape[1], _shape.Heads, _shape.HeadSize);

    /// <summary>Mixes heads, each with itself beside what is learnt: [B, H, T, S] to the same.</summary>
    private static Tensor Talk(Tensor heads, Tensor mixing) => heads + mixing.matmul(heads.flatten(2)).view(heads.shape);
}
