module Llm.Gen.FSharp.Tests.SameTextTests

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
