namespace Llm.Gen.Architectures.Tests;

/// <summary>A <c>spec.json</c> of <c>fixtures/components</c> as a decoder that is built in code.</summary>
internal sealed class ComponentSpec(JsonObject spec)
{
    private static readonly Dictionary<string, GateActivation> Gates = new(StringComparer.Ordinal)
    {
        ["swiglu"] = GateActivation.Silu,
        ["geglu"] = GateActivation.Gelu,
        ["geglu_tanh"] = GateActivation.GeluTanh,
        ["reglu"] = GateActivation.Relu,
        ["glu"] = GateActivation.Sigmoid,
        ["bilinear"] = GateActivation.Identity,
    };

    private static readonly Dictionary<string, MlpActivation> Plain = new(StringComparer.Ordinal)
    {
        ["relu"] = MlpActivation.Relu,
        ["relu2"] = MlpActivation.Relu2,
        ["gelu"] = MlpActivation.Gelu,
        ["gelu_tanh"] = MlpActivation.GeluTanh,
        ["silu"] = MlpActivation.Silu,
    };

    public static ComponentSpec Read(string folder) => new((JsonObject)JsonReader.Read(File.ReadAllText(Path.Combine(folder, "spec.json"))));

    public Architecture Build()
    {
        var norm = Norm(Word("norm")!);
        var placement = Flag("parallel") ? NormPlacement.Parallel : Enum.Parse<NormPlacement>(Word("placement")!, ignoreCase: true);
        var builder = new DecoderBuilder(Size("layers"), Size("hidden"), Size("vocab"), Size("max_positions"))
            .Embedding(new() { Scale = Number("embedding_scale") ?? 1, Positions = Embedded() })
            .TiedEmbeddings(Flag("tied"))
            .Attention(Attention(norm))
            .FeedForward(FeedForward())
            .Norm(norm)
            .Placement(placement)
            .Position(Position());
        if (placement == NormPlacement.Post)
            builder.FinalNorm(null);

        var windows = ((JsonArray)spec.Find("window")!).Items;
        for (var i = 0; i < windows.Count; i++)
        {
            if (windows[i] is JsonNumber window)
                builder.Layers(layer => layer with { Attention = (HeadAttentionSpec)layer.Attention with { Window = (int)window.Value, SinkTokens = Size("sinks") } }, new() { From = i, Every = windows.Count });
        }

        return builder.Build();
    }

    private HeadAttentionSpec Attention(NormSpec norm) => new()
    {
        Heads = Size("heads"),
        KeyValueHeads = Size("kv_heads"),
        HeadSize = Size("head_dim"),
        Bias = Flag("attention_bias") ? AttentionBias.All : AttentionBias.None,
        Softcap = Number("softcap"),
        QueryKeyNorm = Word("qk_norm") is { } kind ? new() { Norm = Norm(kind) with { Epsilon = norm.Epsilon } } : null,
    };

    private NormSpec Norm(string kind) =>
        kind == "rms" ? new RmsNormSpec { Epsilon = Number("norm_eps")!.Value } : new LayerNormSpec { Epsilon = Number("norm_eps")!.Value, HasBias = Flag("norm_bias") };

    private FeedForwardSpec FeedForward()
    {
        var (activation, inner, hasBias) = (Word("activation")!, Size("inner"), Flag("mlp_bias"));
        DenseFeedForwardSpec dense = Gates.TryGetValue(activation, out var gate)
            ? new GatedFeedForwardSpec { Inner = inner, Activation = gate, HasBias = hasBias }
            : new MlpSpec { Inner = inner, Activation = Plain[activation], HasBias = hasBias };
        return Size("experts") == 0
            ? dense
            : new MoeSpec
            {
                Experts = Size("experts"),
                Chosen = Size("top_k"),
                Expert = dense,
                Routing = new() { IsNormalised = Flag("normalise_top_k") },
                Shared = Size("shared_inner") is var shared and > 0 ? new() { Inner = shared } : null,
                Capacity = Number("capacity_factor"),
                BalanceCoefficient = Number("balance_coefficient")!.Value,
                RouterZCoefficient = Number("router_z_coefficient")!.Value,
            };
    }

    private PositionSpec Position()
    {
        var position = Word("position")!;
        return position switch
        {
            "rope" or "rope_interleaved" => new RopeSpec
            {
                Theta = Number("theta")!.Value,
                Columns = Number("rotary_dim") is { } columns ? (int)columns : null,
                IsInterleaved = position == "rope_interleaved",
            },
            "alibi" => new AlibiSpec(),
            "t5" => new T5BiasSpec { Buckets = Size("buckets"), MaximumDistance = Size("bucket_distance") },
            "shaw" => new ShawSpec { MaximumDistance = Size("max_distance"), HasValues = Flag("relative_values") },
            _ => new NoPositionSpec(),
        };
    }

    private EmbeddedPositionSpec? Embedded() => Word("position") switch
    {
        "learned" => new LearnedPositionSpec(),
        "sinusoidal" => new SinusoidalPositionSpec(),
        _ => null,
    };

    private int Size(string key) => (int)((JsonNumber)spec.Find(key)!).Value;

    private double? Number(string key) => (spec.Find(key) as JsonNumber)?.Value;

    private bool Flag(string key) => ((JsonBoolean)spec.Find(key)!).Value;

    private string? Word(string key) => (spec.Find(key) as JsonString)?.Value;
}
