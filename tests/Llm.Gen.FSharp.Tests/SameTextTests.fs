module Llm.Gen.FSharp.Tests.SameTextTests

open Llm.Gen
open Llm.Gen.Architectures
open Llm.Gen.Emission
open Llm.Gen.FSharp
open Llm.Gen.Properties
open Xunit

let private emit (architecture: Architecture) =
    [ for file in ModelEmitter.Emit(ModelDeclaration(Namespace = "Examples", Name = "Same", Architecture = architecture)) -> file.HintName, file.Text ]

[<Fact>]
let ``One architecture gives the same text by attribute, config, builder and F#`` () =
    let declared =
        GeneratorRun.emitted
            """
            using Llm.Gen;

            namespace Examples;

            [Decoder(Layers = 2, Hidden = 32, Vocab = 96, Positions = 64, TiedEmbeddings = true)]
            [Gqa(4, 2), SwiGlu(64), RmsNorm(1e-5), Rope(500_000)]
            public partial record Same;
            """

    let configured =
        ModelConfig
            .Parse("""{
              "model_type": "llama", "num_hidden_layers": 2, "hidden_size": 32, "vocab_size": 96, "max_position_embeddings": 64, "tie_word_embeddings": true,
              "num_attention_heads": 4, "num_key_value_heads": 2, "intermediate_size": 64, "hidden_act": "silu", "rms_norm_eps": 1e-05, "rope_theta": 500000.0
            }""")
            .Architecture

    let built =
        DecoderBuilder(Layers = 2, Hidden = 32, Vocab = 96, Positions = 64, TiedEmbeddings = true)
            .Gqa(4, 2).SwiGlu(64).RmsNorm(1e-5).Rope(500_000.0)
            .Build()

    let expressed =
        decoder {
            layers 2
            hidden 32
            vocab 96
            positions 64
            tiedEmbeddings
            gqa 4 2
            swiGlu 64
            rmsNorm 1e-5
            rope 500_000.0
        }

    Assert.Equal(3, declared.Length)
    Assert.Equal<(string * string) list>(declared, emit configured)
    Assert.Equal<(string * string) list>(declared, emit built)
    Assert.Equal<(string * string) list>(declared, emit expressed)

[<Fact>]
let ``So does one with a component of the user's`` () =
    let declared =
        GeneratorRun.emitted
            """
            using Llm.Gen;
            using Llm.Gen.Runtime;
            using TorchSharp;

            namespace Examples;

            [Component("mine")]
            public sealed class Mine(AttentionShape shape, Placement place, double gain = 1) : Block("mine")
            {
                public override torch.Tensor forward(torch.Tensor x, Pass pass) => gain * x;
                protected override void Register() => Keep(new Rope(shape.HeadSize, 10, place.GetHashCode()));
            }

            [Decoder(Layers = 2, Hidden = 32, Vocab = 96, Positions = 64)]
            [Attention(typeof(Mine), "gain", 0.5, Heads = 4), SwiGlu(64), RmsNorm(1e-5), Rope(500_000)]
            public partial record Same;
            """
        |> List.filter (fun (name, _) -> name.StartsWith "Examples.")

    let types = EquatableArray<ComponentType>([ ComponentType(ComponentKind.Attention, "mine", "Examples", "Mine") ])

    let emit (architecture: Architecture) =
        [ for file in ModelEmitter.Emit(ModelDeclaration(Namespace = "Examples", Name = "Same", Architecture = architecture, Components = types)) -> file.HintName, file.Text ]

    let configured =
        ModelConfig
            .Parse("""{
              "model_type": "llama", "num_hidden_layers": 2, "hidden_size": 32, "vocab_size": 96, "max_position_embeddings": 64, "num_attention_heads": 4, "intermediate_size": 64,
              "rms_norm_eps": 1e-05, "rope_theta": 500000.0, "attn_impl": "mine", "attn_options": {"gain": 0.5}
            }""")
            .Architecture

    let mine = named "mine" [ OwnOption.Of("gain", 0.5) ]
    let built = DecoderBuilder(Layers = 2, Hidden = 32, Vocab = 96, Positions = 64).Attention(mine, 4).SwiGlu(64).RmsNorm(1e-5).Rope(500_000.0).Build()

    let expressed =
        decoder {
            layers 2
            hidden 32
            vocab 96
            positions 64
            ownAttention mine 4
            swiGlu 64
            rmsNorm 1e-5
            rope 500_000.0
        }

    Assert.Equal(3, declared.Length)
    Assert.Equal<(string * string) list>(declared, emit configured)
    Assert.Equal<(string * string) list>(declared, emit built)
    Assert.Equal<(string * string) list>(declared, emit expressed)

[<Fact>]
let ``So does one that no published family can say`` () =
    let declared =
        GeneratorRun.emitted
            """
            using Llm.Gen;

            namespace Examples;

            [Decoder(Layers = 4, Hidden = 32, Vocab = 96, Positions = 64, EmbeddingScale = 2)]
            [Gqa(4, 2, Softcap = 3, QueryKeyNorm = QueryKeyNorm.Head), SlidingWindow(8, SinkTokens = 2), FullAttention(From = 1, Every = 2)]
            [SwiGlu(64), Moe(4, 2, 16, From = 1), RmsNorm(1e-6, Placement = NormPlacement.Sandwich), Rope(10_000)]
            public partial record Same;
            """

    let layer (window: string) (feedForward: string) =
        $$"""{
          "attention": {"heads": 4, "key_value_heads": 2, "head_size": 8, "softcap": 3.0, {{window}} "query_key_norm": {"norm": {"epsilon": 1e-06} } },
          "feed_forward": {{feedForward}}, "norm": {"epsilon": 1e-06}, "position": {"type": "rope", "rope_theta": 10000.0}, "placement": "sandwich"
        }"""

    let windowed = """ "window": 8, "sink_tokens": 2, """
    let dense = """{"inner": 64}"""
    let mixture = """{"type": "experts", "experts": 4, "chosen": 2, "expert": {"inner": 16}}"""

    let all = String.concat ", " [ layer windowed dense; layer "" mixture; layer windowed mixture; layer "" mixture ]

    let configured =
        ModelConfig
            .Parse($$"""{
              "model_type": "llm_gen", "hidden_size": 32, "vocab_size": 96, "max_position_embeddings": 64, "embedding": {"scale": 2.0}, "final_norm": {"epsilon": 1e-06},
              "layers": [{{all}}]
            }""")
            .Architecture

    let norm = RmsNormSpec(Epsilon = 1e-6)
    let options = AttentionOptions(Softcap = 3.0, QueryKeyNorm = QueryKeyNormSpec(Norm = norm))
    let experts = MoeSpec(Experts = 4, Chosen = 2, Expert = GatedFeedForwardSpec(Inner = 16, Activation = GateActivation.Silu))

    let built =
        DecoderBuilder(Layers = 4, Hidden = 32, Vocab = 96, Positions = 64, Embedding = EmbeddingSpec(Scale = 2.0))
            .Gqa(4, 2, options).SlidingWindow(8, 2).FullAttention(LayerRange(From = 1, Every = 2))
            .SwiGlu(64).FeedForward(experts, LayerRange(From = 1)).Norm(norm).Placement(NormPlacement.Sandwich).Rope()
            .Build()

    let expressed =
        decoder {
            layers 4
            hidden 32
            vocab 96
            positions 64
            embedding (EmbeddingSpec(Scale = 2.0))
            gqaWith options 4 2
            slidingWindowWithSinks 2 8
            fullAttention |> on (LayerRange(From = 1, Every = 2))
            swiGlu 64
            feedForward experts |> on (LayerRange(From = 1))
            rmsNorm 1e-6
            placement NormPlacement.Sandwich
            rope 10_000.0
        }

    Assert.Equal(3, declared.Length)
    Assert.Equal<(string * string) list>(declared, emit configured)
    Assert.Equal<(string * string) list>(declared, emit built)
    Assert.Equal<(string * string) list>(declared, emit expressed)
