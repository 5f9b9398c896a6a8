namespace Llm.Gen.Properties

open FsCheck.FSharp
open Llm.Gen
open Llm.Gen.Architectures

/// Architectures that no published family has: positions, placements and mixtures freely combined.
module OwnArchitectures =

    let private positions =
        Gen.elements
            [ RopeSpec(Theta = 10_000.0) :> PositionSpec
              AlibiSpec()
              T5BiasSpec(Buckets = 8, MaximumDistance = 16)
              ShawSpec(MaximumDistance = 5)
              ShawSpec(MaximumDistance = 5, HasValues = true)
              NoPositionSpec() ]

    let private embedded =
        Gen.elements [ (null: EmbeddedPositionSpec); LearnedPositionSpec(); SinusoidalPositionSpec() ]

    let private feedForwards width =
        let gated = GatedFeedForwardSpec(Inner = width, Activation = GateActivation.Silu)

        Gen.elements
            [ gated :> FeedForwardSpec
              MlpSpec(Inner = width, Activation = MlpActivation.Relu2, HasBias = true)
              MoeSpec(Experts = 5, Chosen = 2, Expert = gated, Shared = SharedExpertSpec(Inner = width, IsGated = true)) ]

    let all =
        gen {
            let! keyValueHeads = Gen.choose (1, 2)
            let! sharing = Gen.choose (1, 3)
            let! headSize = Gen.elements [ 8; 12 ]
            let! width = Gen.elements [ 16; 40 ]
            let! position = positions
            let! embedded = embedded
            let! feedForward = feedForwards width
            let! placement = Gen.elements (System.Enum.GetValues<NormPlacement>())
            let! norm = Gen.elements [ RmsNormSpec(Epsilon = 1e-5) :> NormSpec; LayerNormSpec(Epsilon = 1e-5) ]
            let! isTied = Gen.elements [ true; false ]

            return
                DecoderBuilder(
                    Layers = 2,
                    Hidden = 24,
                    Vocab = 40,
                    Positions = 64,
                    TiedEmbeddings = isTied,
                    Family = ModelFamily.Own.Name,
                    Embedding = EmbeddingSpec(Positions = embedded)
                )
                    .Attention(HeadAttentionSpec(Heads = keyValueHeads * sharing, KeyValueHeads = keyValueHeads, HeadSize = headSize))
                    .FeedForward(feedForward)
                    .Norm(norm)
                    .Position(position)
                    .Placement(placement)
                    .Build()
        }
