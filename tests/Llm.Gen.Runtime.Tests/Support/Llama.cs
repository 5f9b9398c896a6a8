using System.Text.Json;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime.Tests.Support;

/// <summary>The graph that emitted Llamas have, with its sizes taken from a config.json at run time: the runtime is tested with it, apart from the emitter.</summary>
public sealed class Llama : CausalModel
{
    private readonly Projection? _head;

    private Llama(ModelFacts facts, Sizes sizes, Placement place) : base(facts)
    {
        Body = new Decoder(sizes, place);
        _head = sizes.Tied ? null : new Projection(sizes.Hidden, sizes.Vocabulary, place);
        RegisterComponents();
    }

    public Decoder Body { get; }

    public override IScorer Head => _head ?? (IScorer)Body.Embed;

    public static ModelFactory<Llama> Factory(string config)
    {
        using var document = JsonDocument.Parse(config);
        var sizes = new Sizes(document.RootElement);
        var facts = new ModelFacts(RuntimeContract.Version1)
        {
            Name = nameof(Llama),
            Config = config,
            ParameterCount = 0,
            Layers = sizes.Layers,
            HiddenSize = sizes.Hidden,
            KeyValueHeads = sizes.KeyValueHeads,
            HeadSize = sizes.HeadSize,
            Vocabulary = sizes.Vocabulary,
            Positions = sizes.Positions,
        };
        return new ModelFactory<Llama>(facts, place => new Llama(facts, sizes, place));
    }

    public static Llama Load(string path, LoadOptions? options = null) => Factory(Llm.Gen.Runtime.Formats.Checkpoint.ReadConfig(path)).Load(path, options);

    public static Llama Create(CreateOptions? options = null, int layers = 2, int hidden = 32, int heads = 4, int kvHeads = 2, int inner = 48, int vocabulary = 40, int positions = 64, bool tied = true, bool bias = false, string scaling = "null") =>
        Factory($$"""
            {
              "model_type": "llama", "hidden_size": {{hidden}}, "num_hidden_layers": {{layers}}, "num_attention_heads": {{heads}}, "num_key_value_heads": {{kvHeads}},
              "intermediate_size": {{inner}}, "vocab_size": {{vocabulary}}, "max_position_embeddings": {{positions}}, "rms_norm_eps": 1e-05, "rope_theta": 10000.0, "rope_scaling": {{scaling}},
              "tie_word_embeddings": {{(tied ? "true" : "false")}}, "attention_bias": {{(bias ? "true" : "false")}}, "mlp_bias": {{(bias ? "true" : "false")}}
            }
            """).Create(options);

    public override Tensor Hidden(Tensor tokens, Pass pass) => Run(Body, tokens, pass);

    public override Tensor Score(Tensor hidden) => Run(Head, hidden);

    public override IEnumerable<StoredWeight> Weights()
    {
        yield return Row("model.embed_tokens.weight", Body.Embed.Weight, WeightRole.Matrix);
        foreach (var (i, layer) in Body.Layers.Index())
        {
            var at = $"model.layers.{i}.";
            yield return Row(at + "input_layernorm.weight", layer.Before.Weight, WeightRole.Gain);
            foreach (var (name, target) in layer.Matrices())
            {
                yield return Row($"{at}{name}.weight", target.Weight, WeightRole.Matrix);
                if (target.Bias is { } bias)
                    yield return Row($"{at}{name}.bias", bias, WeightRole.Bias);
            }
            yield return Row(at + "post_attention_layernorm.weight", layer.Between.Weight, WeightRole.Gain);
        }
        yield return Row("model.norm.weight", Body.Norm.Weight, WeightRole.Gain);
        if (_head is not null)
            yield return Row("lm_head.weight", _head.Weight, WeightRole.Matrix);
    }

    public override IEnumerable<AdapterPoint> AdapterPoints() =>
        Body.Layers.SelectMany((layer, i) => layer.Matrices().Select(m => new AdapterPoint($"model.layers.{i}.{m.Name}", m.Target)));

    protected override void Register()
    {
        register_module("model", Body);
        if (_head is not null)
            register_module("lm_head", _head);
    }

    private static StoredWeight Row(string name, Parameter parameter, WeightRole role) => new(name, parameter, parameter.shape, role);

    public sealed class Decoder : Block
    {
        private readonly Rope _rope;
        private readonly int _positions;

        internal Decoder(Sizes sizes, Placement place) : base(nameof(Decoder))
        {
            _positions = sizes.Positions;
            _rope = new Rope(sizes.HeadSize, sizes.Theta, sizes.Positions, sizes.Scaling);
            Embed = new Embedding(sizes.Vocabulary, sizes.Hidden, place);
            for (var i = 0; i < sizes.Layers; i++)
                Layers.Add(new Layer(sizes, i, place));
            Norm = new RmsNorm(sizes.Hidden, sizes.Epsilon, place);
        }

        public Embedding Embed { get; }

        public ModuleList<Layer> Layers { get; } = new();

        public RmsNorm Norm { get; }

        public override Tensor forward(Tensor tokens, Pass pass)
        {
            using var scope = NewDisposeScope();
            pass.Begin(tokens, _positions);
            pass.Rotation = _rope.At(pass);
            var x = Embed.call(tokens);
            foreach (var layer in Layers)
                x = pass.Through(layer, x);
            return Norm.call(x).MoveToOuterDisposeScope();
        }

        protected override void Register()
        {
            register_module("embed_tokens", Embed);
            register_module("layers", Layers);
            register_module("norm", Norm);
            Keep(_rope);
        }
    }

    public sealed class Layer : Block
    {
        private readonly SelfAttention _attention;
        private readonly FeedForward _feedForward;

        internal Layer(Sizes sizes, int index, Placement place) : base(nameof(Layer))
        {
            Before = new RmsNorm(sizes.Hidden, sizes.Epsilon, place);
            _attention = new SelfAttention(sizes, index, place);
            Between = new RmsNorm(sizes.Hidden, sizes.Epsilon, place);
            _feedForward = new FeedForward(sizes, place);
        }

        public RmsNorm Before { get; }

        public RmsNorm Between { get; }

        public IEnumerable<(string Name, Projection Target)> Matrices() => _attention.Matrices().Concat(_feedForward.Matrices());

        public override Tensor forward(Tensor x, Pass pass)
        {
            using var scope = NewDisposeScope();
            x = x + _attention.call(Before.call(x), pass);
            x = x + _feedForward.call(Between.call(x));
            return x.MoveToOuterDisposeScope();
        }

        protected override void Register()
        {
            register_module("input_layernorm", Before);
            register_module("self_attn", _attention);
            register_module("post_attention_layernorm", Between);
            register_module("mlp", _feedForward);
        }
    }

    internal sealed class SelfAttention : Block
    {
        private readonly int _layer;
        private readonly HeadLayout _layout;
        private readonly ProjectionGroup _qkv;
        private readonly Projection _output;

        internal SelfAttention(Sizes sizes, int layer, Placement place) : base(nameof(SelfAttention))
        {
            _layer = layer;
            _layout = new HeadLayout(sizes.Heads, sizes.KeyValueHeads, sizes.HeadSize);
            var (q, kv) = (sizes.Heads * sizes.HeadSize, sizes.KeyValueHeads * sizes.HeadSize);
            _qkv = new ProjectionGroup(sizes.Hidden, [q, kv, kv], place, sizes.AttentionBias);
            _output = new Projection(q, sizes.Hidden, place, sizes.AttentionBias);
        }

        public IEnumerable<(string, Projection)> Matrices() =>
            [("self_attn.q_proj", _qkv[0]), ("self_attn.k_proj", _qkv[1]), ("self_attn.v_proj", _qkv[2]), ("self_attn.o_proj", _output)];

        public override Tensor forward(Tensor x, Pass pass) =>
            _output.call(Attend.Causal(_qkv.Project(x), _layout, pass.Rotation, pass.At(_layer)));

        protected override void Register()
        {
            register_module("q_proj", _qkv[0]);
            register_module("k_proj", _qkv[1]);
            register_module("v_proj", _qkv[2]);
            register_module("o_proj", _output);
            Keep(_qkv);
        }
    }

    internal sealed class FeedForward : TokenwiseBlock
    {
        private readonly ProjectionGroup _gateUp;
        private readonly Projection _down;

        internal FeedForward(Sizes sizes, Placement place) : base(nameof(FeedForward))
        {
            _gateUp = new ProjectionGroup(sizes.Hidden, [sizes.Inner, sizes.Inner], place, sizes.FeedForwardBias);
            _down = new Projection(sizes.Inner, sizes.Hidden, place, sizes.FeedForwardBias);
        }

        public IEnumerable<(string, Projection)> Matrices() => [("mlp.gate_proj", _gateUp[0]), ("mlp.up_proj", _gateUp[1]), ("mlp.down_proj", _down)];

        public override Tensor forward(Tensor x) => _down.call(Gated.Silu(_gateUp.Project(x)));

        protected override void Register()
        {
            register_module("gate_proj", _gateUp[0]);
            register_module("up_proj", _gateUp[1]);
            register_module("down_proj", _down);
            Keep(_gateUp);
        }
    }

    internal sealed class Sizes(JsonElement config)
    {
        public int Layers { get; } = config.GetProperty("num_hidden_layers").GetInt32();

        public int Hidden { get; } = config.GetProperty("hidden_size").GetInt32();

        public int Heads { get; } = config.GetProperty("num_attention_heads").GetInt32();

        public int KeyValueHeads { get; } = config.GetProperty("num_key_value_heads").GetInt32();

        public int HeadSize { get; } = config.TryGetProperty("head_dim", out var size) ? size.GetInt32()
            : config.GetProperty("hidden_size").GetInt32() / config.GetProperty("num_attention_heads").GetInt32();

        public int Inner { get; } = config.GetProperty("intermediate_size").GetInt32();

        public int Vocabulary { get; } = config.GetProperty("vocab_size").GetInt32();

        public int Positions { get; } = Scalings.Of(config) is DynamicScaling ? 1 << 28 : config.GetProperty("max_position_embeddings").GetInt32();

        public RotaryScaling? Scaling { get; } = Scalings.Of(config);

        public double Epsilon { get; } = config.GetProperty("rms_norm_eps").GetDouble();

        public double Theta { get; } = (config.TryGetProperty("rope_parameters", out var rope) ? rope : config).GetProperty("rope_theta").GetDouble();

        public bool Tied { get; } = Flag(config, "tie_word_embeddings");

        public bool AttentionBias { get; } = Flag(config, "attention_bias");

        public bool FeedForwardBias { get; } = Flag(config, "mlp_bias");

        private static bool Flag(JsonElement config, string key) => config.TryGetProperty(key, out var flag) && flag.GetBoolean();
    }
}
