using System.Text.Json;
using Llm.Gen.Architectures;

namespace Llm.Gen.Tests;

/// <summary>The settings of a component case, its spec.json, as a builder's parts; tests/Fixtures/components/README.md defines each.</summary>
internal sealed class ComponentSpec
{
    private readonly JsonElement _settings;

    private ComponentSpec(JsonElement settings) => _settings = settings;

    /// <summary>The architecture of a case folder.</summary>
    public static DecoderBuilder Read(string folder)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "spec.json")));
        return new ComponentSpec(document.RootElement).Build();
    }

    private DecoderBuilder Build()
    {
        var builder = new DecoderBuilder
        {
            Layers = Size("layers"),
            Hidden = Size("hidden"),
            Vocab = Size("vocab"),
            Positions = Size("max_positions"),
            TiedEmbeddings = Flag("tied"),
            Embedding = new() { Scale = Number("embedding_scale") },
        };
        builder.Gqa(Size("heads"), Size("kv_heads"), Attention()).Norm(Norm(Word("norm"))).FeedForward(FeedForward()).Placement(Placement());
        if (Placement() == NormPlacement.Post)
            builder.FinalNorm(null);
        AddWindows(builder);
        return AddPosition(builder);
    }

    private AttentionOptions Attention() => new()
    {
        HeadSize = Size("head_dim"),
        Bias = Flag("attention_bias") ? AttentionBias.All : AttentionBias.None,
        Softcap = IsSet("softcap") ? Number("softcap") : null,
        QueryKeyNorm = IsSet("qk_norm") ? new() { Norm = Norm(Word("qk_norm")) } : null,
    };

    private NormSpec Norm(string kind) => kind == "rms"
        ? new RmsNormSpec { Epsilon = Number("norm_eps") }
        : new LayerNormSpec { Epsilon = Number("norm_eps"), HasBias = Flag("norm_bias") };

    private NormPlacement Placement() => Flag("parallel") ? NormPlacement.Parallel : Word("placement") switch
    {
        "pre" => NormPlacement.Pre,
        "post" => NormPlacement.Post,
        "sandwich" => NormPlacement.Sandwich,
        "output" => NormPlacement.Output,
        var other => throw Unknown(other),
    };

    private FeedForwardSpec FeedForward()
    {
        var dense = Dense();
        return Size("experts") == 0 ? dense : new MoeSpec
        {
            Experts = Size("experts"),
            Chosen = Size("top_k"),
            Expert = dense,
            Routing = new() { IsNormalised = Flag("normalise_top_k") },
            Shared = Size("shared_inner") > 0 ? new() { Inner = Size("shared_inner") } : null,
            Capacity = IsSet("capacity_factor") ? Number("capacity_factor") : null,
            BalanceCoefficient = Number("balance_coefficient"),
            RouterZCoefficient = Number("router_z_coefficient"),
        };
    }

    private DenseFeedForwardSpec Dense()
    {
        return Word("activation") switch
        {
            "swiglu" => Gated(GateActivation.Silu),
            "geglu" => Gated(GateActivation.Gelu),
            "geglu_tanh" => Gated(GateActivation.GeluTanh),
            "reglu" => Gated(GateActivation.Relu),
            "glu" => Gated(GateActivation.Sigmoid),
            "bilinear" => Gated(GateActivation.Identity),
            "relu" => Plain(MlpActivation.Relu),
            "gelu" => Plain(MlpActivation.Gelu),
            "gelu_tanh" => Plain(MlpActivation.GeluTanh),
            "silu" => Plain(MlpActivation.Silu),
            "relu2" => Plain(MlpActivation.Relu2),
            var other => throw Unknown(other),
        };

        GatedFeedForwardSpec Gated(GateActivation activation) => new() { Inner = Size("inner"), Activation = activation, HasBias = Flag("mlp_bias") };
        MlpSpec Plain(MlpActivation activation) => new() { Inner = Size("inner"), Activation = activation, HasBias = Flag("mlp_bias") };
    }

    private void AddWindows(DecoderBuilder builder)
    {
        var windows = _settings.GetProperty("window").EnumerateArray().Select(window => window.ValueKind == JsonValueKind.Null ? default(int?) : window.GetInt32()).ToList();
        for (var i = 0; i < windows.Count; i++)
        {
            if (windows[i] is { } size)
                builder.SlidingWindow(size, Size("sinks"), new() { From = i, Every = windows.Count });
        }
    }

    private DecoderBuilder AddPosition(DecoderBuilder builder) => Word("position") switch
    {
        "learned" => builder.Learned(),
        "sinusoidal" => builder.Sinusoidal(),
        "rope" => builder.Position(Rope(isInterleaved: false)),
        "rope_interleaved" => builder.Position(Rope(isInterleaved: true)),
        "alibi" => builder.Alibi(),
        "t5" => builder.T5Bias(Size("buckets"), Size("bucket_distance")),
        "shaw" => builder.ShawRelative(Size("max_distance"), Flag("relative_values")),
        "none" => builder.NoPosition(),
        var other => throw Unknown(other),
    };

    private RopeSpec Rope(bool isInterleaved) => new() { Theta = Number("theta"), Columns = IsSet("rotary_dim") ? Size("rotary_dim") : null, IsInterleaved = isInterleaved };

    private bool IsSet(string key) => _settings.GetProperty(key).ValueKind != JsonValueKind.Null;

    private int Size(string key) => _settings.GetProperty(key).GetInt32();

    private double Number(string key) => _settings.GetProperty(key).GetDouble();

    private bool Flag(string key) => _settings.GetProperty(key).GetBoolean();

    private string Word(string key) => _settings.GetProperty(key).GetString()!;

    private static InvalidDataException Unknown(string value) => new($"spec.json says \"{value}\", which these tests do not know; read it in ComponentSpec.");
}
