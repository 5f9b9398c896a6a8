namespace Llm.Gen.Properties

open FsCheck.FSharp
open Llm.Gen
open Llm.Gen.Architectures

/// An architecture without errors, small or large.
type Valid = Valid of Architecture

type Architectures =

    static member Valid() =
        let attention hidden =
            gen {
                let! keyValueHeads = Gen.choose (1, 4)
                let! sharing = Gen.choose (1, 4)
                let! half = Gen.choose (1, 40)
                let! bias = Gen.elements [ AttentionBias.None; AttentionBias.All ]
                let heads = keyValueHeads * sharing
                let! isSplit = Gen.elements [ true; false ]
                let size = if isSplit && hidden % (2 * heads) = 0 then hidden / heads else 2 * half
                return HeadAttentionSpec(Heads = heads, KeyValueHeads = keyValueHeads, HeadSize = size, Bias = bias)
            }

        let gated =
            gen {
                let! inner = Gen.choose (1, 5000)
                let! activation = Gen.elements (System.Enum.GetValues<GateActivation>())
                let! hasBias = Gen.elements [ true; false ]
                return GatedFeedForwardSpec(Inner = inner, Activation = activation, HasBias = hasBias)
            }

        let scaling =
            gen {
                let! factor = Gen.elements [ 1.0; 2.5; 32.0; 1e6 ]
                let! original = Gen.choose (1, 20_000)
                let! mscale = Gen.elements [ System.Nullable(); System.Nullable 0.707 ]
                let! isWhole = Gen.elements [ true; false ]

                return!
                    Gen.elements
                        [ (null: RopeScalingSpec)
                          LinearScalingSpec(Factor = factor)
                          YarnScalingSpec(Factor = factor, OriginalPositions = original, BetaFast = 16.5, Mscale = mscale, MscaleAllDimensions = mscale, Truncate = isWhole)
                          Llama3ScalingSpec(Factor = factor, OriginalPositions = original, LowFrequencyFactor = 1.0, HighFrequencyFactor = 4.0) ]
            }

        gen {
            let! hidden = Gen.oneof [ Gen.choose (1, 4096); Gen.map ((*) 64) (Gen.choose (1, 64)) ]
            let! attention = attention hidden
            let! gated = gated
            let! epsilon = Gen.elements [ 1e-5; 1e-6; 1e-8; 3e-30; 0.5 ]
            let! theta = Gen.elements [ 1.5; 10_000.0; 500_000.0; 1.5e6; 12_345.678; 1e30 ]
            let! scaling = scaling
            let! layers = Gen.choose (1, 60)
            let! vocab = Gen.choose (1, 300_000)
            let! positions = Gen.choose (1, 200_000)
            let! isTied = Gen.elements [ true; false ]
            let norm = RmsNormSpec(Epsilon = epsilon)
            let layer = LayerSpec(Attention = attention, FeedForward = gated, Norm = norm, Position = RopeSpec(Theta = theta, Scaling = scaling))

            return
                Valid(
                    Architecture(
                        Hidden = hidden,
                        Vocab = vocab,
                        Positions = positions,
                        TiedEmbeddings = isTied,
                        Layers = EquatableArrays.ToEquatableArray(Seq.replicate layers layer),
                        FinalNorm = norm
                    )
                )
        }
        |> Arb.fromGen
