using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Llm.Gen.Runtime;

/// <summary>The operations composed of torch's own: any device, any type, and the oracle of every other implementation.</summary>
internal sealed class ComposedKernels : Kernels
{
    public static readonly ComposedKernels Instance = new();

    public override Tensor RmsNorm(Tensor x, Parameter weight, double epsilon, double offset)
    {
        var wide = x.to(ScalarType.Float32);
        var normed = wide * rsqrt(wide.square().mean([-1], keepdim: true) + epsilon);
        return offset == 0 ? weight * normed.to(x.dtype) : (normed * (weight.to(ScalarType.Float32) + offset)).to(x.dtype);
    }

    public override Tensor LayerNorm(Tensor x, Parameter? weight, Parameter? bias, double epsilon, double offset)
    {
        var gain = weight is null ? null : offset == 0 ? weight.to(ScalarType.Float32) : weight.to(ScalarType.Float32) + offset;
        return F.layer_norm(x.to(ScalarType.Float32), [x.shape[^1]], gain, bias?.to(ScalarType.Float32), epsilon).to(x.dtype);
    }

    public override Tensor Activate(Tensor x, Activation activation) => activation switch
    {
        Activation.Silu => F.silu(x),
        Activation.Gelu => F.gelu(x),
        Activation.GeluTanh => GeluTanh(x),
        Activation.QuickGelu => x * F.sigmoid(1.702 * x),
        Activation.Relu => F.relu(x),
        Activation.Relu2 => F.relu(x).square(),
        Activation.Sigmoid => F.sigmoid(x),
        Activation.Identity => x,
        _ => throw new System.Diagnostics.UnreachableException($"{activation}"),
    };

    public override Tensor Gate(Tensor gateUp, Activation activation)
    {
        var size = gateUp.shape[^1] / 2;
        return Activate(gateUp.narrow(-1, 0, size), activation) * gateUp.narrow(-1, size, size);
    }

    /// <summary>x Phi(x) as arXiv:1606.08415 approximates it, in float32; TorchSharp's own has no such form in 0.105.</summary>
    private static Tensor GeluTanh(Tensor x)
    {
        var wide = x.to(ScalarType.Float32);
        return (0.5 * wide * (1 + tanh(Math.Sqrt(2 / Math.PI) * (wide + 0.044715 * wide * wide * wide)))).to(x.dtype);
    }

    public override Tensor Attend(Tensor packed, AttentionCall call)
    {
        using var scope = NewDisposeScope();
        var turned = Turn(packed, call, backwards: false);
        var (q, k, v) = Split(turned, call.Layout);
        if (call.Pass.Cache is not { } cache)
            return TiledAttention.Forward(q, new SeenKeys(k, v), call).Output.MoveToOuterDisposeScope();

        var span = cache.Open(call.Layer, call.Row);
        span.Write(call.Pass.Offset, k, call.Layout.SharesValues ? null : v);
        var output = TiledAttention.Forward(q, span.Read(call.FirstSeen, cache.Length), call).Output;
        span.Close();
        return output.MoveToOuterDisposeScope();
    }

    public override Tensor Turned(Tensor packed, AttentionCall call)
    {
        using var scope = NewDisposeScope();
        return Turn(packed, call, backwards: false).MoveToOuterDisposeScope();
    }

    public override Tensor Read(Tensor queries, SeenKeys seen, AttentionCall call) => TiledAttention.Forward(queries, seen, call).Output;

    public override (Tensor Output, Tensor Turned, Tensor LogSums) AttendForGradient(Tensor packed, AttentionCall call)
    {
        using var scope = NewDisposeScope();
        var turned = Turn(packed, call, backwards: false);
        var (q, k, v) = Split(turned, call.Layout);
        var (output, logSums) = TiledAttention.Forward(q, new SeenKeys(k, v), call);
        return (output.MoveToOuterDisposeScope(), turned.MoveToOuterDisposeScope(), logSums.MoveToOuterDisposeScope());
    }

    public override (Tensor Packed, IReadOnlyList<Tensor> Tables) AttendBackward(Tensor turned, Tensor output, Tensor logSums, Tensor gradient, AttentionCall call)
    {
        var (q, k, v) = Split(turned, call.Layout);
        var (packed, tables) = TiledAttention.Backward(q, k, v, output, logSums, gradient, call);                   // [B, T, H + 2K, E]
        var (b, t) = (gradient.shape[0], gradient.shape[1]);
        return (Turn(packed.view(b, t, -1), call, backwards: true).view(b, t, -1), tables);
    }

    public override Tensor Linear(Tensor x, Tensor weight, Tensor? bias) => F.linear(x, weight, bias);

    public override void Multiply(Tensor target, Tensor a, bool transposesA, Tensor b, bool transposesB, bool adds)
    {
        using var scope = NewDisposeScope();
        target.addmm_(transposesA ? a.t() : a, transposesB ? b.t() : b, beta: adds ? 1 : 0);
    }

    public override void AddRows(Tensor sum, Tensor ids, Tensor rows) => sum.index_add_(0, ids, rows, 1);

    public override double CrossEntropy(Tensor logits, Tensor targets, double scale, bool wantsGradient, LossShape shape = default)
    {
        using var scope = NewDisposeScope();
        var used = targets.ne(Runtime.CrossEntropy.Ignored);                                // [n]
        var places = targets.clamp_min(0).unsqueeze(-1);                                    // [n, 1]
        var (values, smoothing) = (logits.to(ScalarType.Float32), shape.LabelSmoothing);    // [n, V]
        var logSums = values.logsumexp(-1, keepdim: true);                                  // [n, 1]
        var losses = logSums - values.gather(1, places) * (1 - smoothing) - values.mean([-1L], keepdim: true) * smoothing + logSums.square() * shape.ZLoss;
        if (wantsGradient)
        {
            var gradient = (values - logSums).exp_().mul_(logSums * (2 * shape.ZLoss) + 1).sub_(smoothing / logits.shape[1]);
            gradient.scatter_add_(1, places, full_like(places, smoothing - 1, ScalarType.Float32));
            logits.copy_(gradient * (used.unsqueeze(-1) * scale));
        }
        return (losses.squeeze(-1) * used).sum().item<float>();
    }

    /// <summary>Turns the query and key heads of packed rows by their positions: [B, T, (H + 2K) E] to [B, T, H + 2K, E].</summary>
    private static Tensor Turn(Tensor packed, AttentionCall call, bool backwards)
    {
        var (b, t) = (packed.shape[0], packed.shape[1]);
        var heads = packed.view(b, t, call.Packed, call.Layout.HeadSize);
        if (call.Rotation is not { } rotation)
            return heads.clone();

        var turned = Turn(heads.narrow(2, 0, call.Turning), rotation, backwards);
        return call.Layout.SharesValues ? turned : cat([turned, heads.narrow(2, call.Turning, call.Layout.KeyValueHeads)], 2);
    }

    /// <summary>Turns heads by their positions: [B, T, heads, E] to the same.</summary>
    public static Tensor Turn(Tensor heads, Rotation rotation, bool backwards)
    {
        var (b, t, size) = (heads.shape[0], heads.shape[1], heads.shape[3]);
        var (cos, sin) = Angles(rotation, b, t);                                            // [B or 1, T, 1, R/2]
        var columns = 2 * rotation.Table.Half;
        var (x, y) = Pairs(heads.narrow(-1, 0, columns).to(ScalarType.Float32), rotation.Table.IsInterleaved);
        if (backwards)
            sin = sin.neg();
        var (u, v) = (x * cos - y * sin, y * cos + x * sin);
        var turned = (rotation.Table.IsInterleaved ? stack([u, v], -1).flatten(-2) : cat([u, v], -1)).to(heads.dtype);
        return columns < size ? cat([turned, heads.narrow(-1, columns, size - columns)], -1) : turned;
    }

    /// <summary>The columns that turn with each other, [.., R] to twice [.., R/2].</summary>
    private static (Tensor X, Tensor Y) Pairs(Tensor columns, bool interleaved)
    {
        var half = columns.shape[^1] / 2;
        if (!interleaved)
            return (columns.narrow(-1, 0, half), columns.narrow(-1, half, half));
        var pairs = columns.unflatten(columns.ndim - 1, [half, 2]);
        return (pairs.select(-1, 0), pairs.select(-1, 1));
    }

    private static (Tensor Cosines, Tensor Sines) Angles(Rotation rotation, long b, long t)
    {
        var table = rotation.Table;
        if (rotation.Positions is not { } positions)
            return (table.Cosines.narrow(0, rotation.First, t).view(1, t, 1, -1), table.Sines.narrow(0, rotation.First, t).view(1, t, 1, -1));

        var places = tensor(positions, ScalarType.Int64, table.Cosines.device);
        return (table.Cosines.index_select(0, places).view(b, t, 1, -1), table.Sines.index_select(0, places).view(b, t, 1, -1));
    }

    private static (Tensor Q, Tensor K, Tensor V) Split(Tensor heads, HeadLayout layout) =>
        (heads.narrow(2, 0, layout.Heads),
         heads.narrow(2, layout.Heads, layout.KeyValueHeads),
         heads.narrow(2, layout.SharesValues ? layout.Heads : layout.Heads + layout.KeyValueHeads, layout.KeyValueHeads));
}
