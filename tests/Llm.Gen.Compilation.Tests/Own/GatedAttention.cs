using Llm.Gen.Runtime;
using static TorchSharp.torch;

namespace Llm.Gen.Compilation.Tests.Own;

/// <summary>Attention whose heads are let through by gates (arXiv:2505.06708), over the attention of this library.</summary>
[Component("gated")]
public sealed class GatedAttention : Block
{
    private readonly AttentionShape _shape;
    private readonly ProjectionGroup _qkv;
    private readonly bool _opens;

    public GatedAttention(AttentionShape shape, Placement place, bool opens = false) : base(nameof(GatedAttention))
    {
        var (h, k, e) = (shape.Heads, shape.KeyValueHeads, shape.HeadSize);
        (_shape, _opens) = (shape, opens);
        _qkv = new(shape.Hidden, [h * e, k * e, k * e], place);
        Gate = new(shape.Hidden, h * e, place, bias: true);
        Output = new(h * e, shape.Hidden, place);
    }

    public Projection Query => _qkv[0];

    public Projection Gate { get; }

    public Projection Output { get; }

    public override Tensor forward(Tensor x, Pass pass)
    {
        var at = pass.At(_shape.Layer);
        var layout = new HeadLayout(_shape.Heads, _shape.KeyValueHeads, _shape.HeadSize);
        var read = Attend.Causal(_qkv.Project(x), layout, at.Rotation, at, new Scoring { DropoutRate = _shape.DropoutRate });      // [B, T, H E]
        var gate = nn.functional.sigmoid(Gate.call(x));
        return Output.call(read * (_opens ? 1 + gate : gate));                                                                     // [B, T, D]
    }

    protected override void Register()
    {
        register_module("q_proj", _qkv[0]);
        register_module("k_proj", _qkv[1]);
        register_module("v_proj", _qkv[2]);
        register_module("gate", Gate);
        register_module("o_proj", Output);
        Keep(_qkv);
    }
}
