module Llm.Gen.FSharp.Tests.DecoderExpressionTests

open Llm.Gen
open Llm.Gen.Architectures
open Llm.Gen.FSharp
open Xunit

let private tiny () = DecoderBuilder(Layers = 4, Hidden = 32, Vocab = 96, Positions = 64)

[<Fact>]
let ``An expression gives what the builder gives`` () =
    let expected = tiny().Gqa(4, 2).SwiGlu(64).RmsNorm(1e-5).Rope(10_000.0).Build()

    let architecture =
        decoder {
            layers 4
            hidden 32
            vocab 96
            positions 64
            gqa 4 2
            swiGlu 64
            rmsNorm 1e-5
            rope 10_000.0
        }

    Assert.Equal(expected, architecture)

[<Fact>]
let ``Every part is the builder's`` () =
    let experts = MoeSpec(Experts = 4, Chosen = 2, Expert = MlpSpec(Inner = 16, Activation = MlpActivation.Relu))
    let options = AttentionOptions(HeadSize = 6, Softcap = 3.0)
    let last = LayerNormSpec(Epsilon = 1e-3)

    let expected =
        let builder = tiny ()
        builder.TiedEmbeddings <- true
        builder.Family <- "llm_gen"
        builder.Embedding <- EmbeddingSpec(Scale = 2.0)
        builder.Head <- HeadSpec(Multiplier = 0.5)
        builder
            .Sinusoidal().FinalNorm(last).Mha(4, options).SlidingWindow(8, 2, LayerRange(From = 1))
            .Mlp(64, MlpActivation.Gelu).FeedForward(experts, LayerRange(From = 3)).LayerNorm(1e-5)
            .Placement(NormPlacement.Sandwich).ResidualMultiplier(0.5).Dropout(0.1).ShawRelative(4)
            .Build()

    let architecture =
        decoder {
            layers 4
            hidden 32
            vocab 96
            positions 64
            tiedEmbeddings
            family "llm_gen"
            embedding (EmbeddingSpec(Scale = 2.0))
            sinusoidal
            head (HeadSpec(Multiplier = 0.5))
            finalNorm last
            mhaWith options 4
            slidingWindowWithSinks 2 8 |> on (LayerRange(From = 1))
            mlp MlpActivation.Gelu 64
            feedForward experts |> on (LayerRange(From = 3))
            layerNorm 1e-5
            placement NormPlacement.Sandwich
            residualMultiplier 0.5
            dropout 0.1
            shawRelative 4
        }

    Assert.Equal(expected, architecture)

[<Fact>]
let ``Each part of layers alone is the builder's of the same name`` () =
    let biasless: NormSpec = LayerNormSpec(Epsilon = 1e-3, HasBias = false)
    let grouped: AttentionSpec = HeadAttentionSpec(Heads = 4, KeyValueHeads = 2, HeadSize = 8)
    let sharp = AttentionOptions(Softcap = 3.0)
    let mine = named "mine" [ OwnOption.Of("gain", 0.5) ]

    let later = LayerRange(From = 2)

    let alike: (string * LayerPart * (DecoderBuilder -> DecoderBuilder)) list =
        [ "attention", attention grouped, _.Attention(grouped, layers = later)
          "ownAttention", ownAttention mine 4, _.Attention(mine, 4, layers = later)
          "mha", mha 8, _.Mha(8, layers = later)
          "mqa", mqa 4, _.Mqa(4, layers = later)
          "mqaWith", mqaWith sharp 4, _.Mqa(4, sharp, layers = later)
          "gqaWith", gqaWith sharp 4 2, _.Gqa(4, 2, sharp, layers = later)
          "slidingWindow", slidingWindow 8, _.SlidingWindow(8, layers = later)
          "geGlu", geGlu 48, _.GeGlu(48, layers = later)
          "reGlu", reGlu 48, _.ReGlu(48, layers = later)
          "glu", glu 48, _.Glu(48, layers = later)
          "bilinear", bilinear 48, _.Bilinear(48, layers = later)
          "ownFeedForward", ownFeedForward mine 48, _.FeedForward(mine, 48, layers = later)
          "norm", norm biasless, _.Norm(biasless, layers = later)
          "ownNorm", ownNorm mine 1e-3, _.Norm(mine, 1e-3, layers = later)
          "ownPosition", ownPosition mine, _.Position(mine, layers = later)
          "alibi", alibi, _.Alibi(layers = later)
          "noPosition", noPosition, _.NoPosition(layers = later) ]

    let plain () = tiny().Mha(4).SwiGlu(64).RmsNorm(1e-5).Rope(10_000.0)
    let unchanged = plain().Build()

    for name, part, add in alike do
        let expected = (plain () |> add).Build()

        let architecture =
            decoder {
                layers 4
                hidden 32
                vocab 96
                positions 64
                mha 4
                swiGlu 64
                rmsNorm 1e-5
                rope 10_000.0
                part |> on later
            }

        Assert.True((expected = architecture), name)
        Assert.False((unchanged = architecture), $"{name} changes nothing")

[<Fact>]
let ``Learnt positions and a missing last norm are said of the whole model`` () =
    let expected = tiny().Learned().FinalNorm(null).Mha(4).SwiGlu(64).RmsNorm(1e-5).T5Bias(8, 32).Build()

    let architecture =
        decoder {
            layers 4
            hidden 32
            vocab 96
            positions 64
            learned
            noFinalNorm
            mha 4
            swiGlu 64
            rmsNorm 1e-5
            t5Bias 8 32
        }

    Assert.Equal(expected, architecture)

[<Fact>]
let ``Parts can be chosen and repeated`` () =
    let build isWindowed =
        decoder {
            layers 4
            hidden 32
            vocab 96
            positions 64
            mha 4
            swiGlu 64
            rmsNorm 1e-5
            rope 10_000.0
            if isWindowed then
                for layer in [ 0; 2 ] do
                    slidingWindow (8 + layer) |> on (LayerRange(From = layer, To = layer + 1))
        }

    let windows (architecture: Architecture) = [ for layer in architecture.Layers -> (layer.Attention :?> HeadAttentionSpec).Window |> Option.ofNullable ]

    Assert.Equal<int option list>([ Some 8; None; Some 10; None ], windows (build true))
    Assert.Equal<int option list>([ None; None; None; None ], windows (build false))

[<Fact>]
let ``What is wrong is said in the builder's words`` () =
    let build () = decoder { layers 1; hidden 32; vocab 96; positions 64; mha 5; swiGlu 64; rmsNorm 1e-5; rope 10_000.0 }

    let error = Assert.Throws<ArchitectureException>(fun () -> build () |> ignore)

    Assert.Equal("Hidden 32 cannot be split over 5 heads; expected a whole head size; use a multiple of 5, or set HeadSize.", error.Message)
