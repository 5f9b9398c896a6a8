namespace Llm.Gen.Properties

open FsCheck.FSharp
open TorchSharp
open Llm.Gen
open Llm.Gen.Architectures
open Llm.Gen.Runtime

/// An attention that makes its scores itself, each head as sharp as it has learnt, over what the cache has.
[<Sealed>]
type SharpAttention(shape: AttentionShape, place: Placement, times: float) =
    inherit Block "SharpAttention"

    let heads, kv, size = int64 shape.Heads, int64 shape.KeyValueHeads, int64 shape.HeadSize
    let packed = new Projection(shape.Hidden, int ((heads + 2L * kv) * size), place)
    let output = new Projection(int (heads * size), shape.Hidden, place)
    let sharpness = OwnParameter(place, heads)

    override _.forward(x: torch.Tensor, pass: Pass) =
        let at = pass.At shape.Layer
        let rows = (packed.call x).view (x.shape[0], x.shape[1], -1L, size)                                  // [B, T, H + 2K, E]
        let turned = rows.narrow (2L, 0L, heads + kv)
        let turned = if isNull at.Rotation then turned else at.Rotation.Turn turned
        let seen = at.Remember(turned.narrow (2L, heads, kv), rows.narrow (2L, heads + kv, kv))
        let shared (tensor: torch.Tensor) = tensor.repeat_interleave (heads / kv, 2L)                    // [B, S, H, E]
        let scores = turned.narrow(2L, 0L, heads).transpose(1L, 2L).matmul ((shared seen.Keys).permute (0L, 2L, 3L, 1L))
        let sharp = scores * (sharpness.Value.view (heads, 1L, 1L) + TorchSharp.Scalar.op_Implicit times)    // [B, H, T, S]
        let weights = (sharp.masked_fill (seen.Hidden, TorchSharp.Scalar.op_Implicit -1e9)).softmax -1L
        let read = weights.matmul ((shared seen.Values).transpose (1L, 2L))                                  // [B, H, T, E]
        output.call (read.transpose(1L, 2L).flatten 2L)

    override this.Register() =
        this.register_module ("qkv_proj", packed)
        this.register_module ("o_proj", output)
        this.Own("sharpness", sharpness, WeightRole.Table)

/// A feed-forward whose inner values are sines.
[<Sealed>]
type SineFeedForward(shape: FeedForwardShape, place: Placement) =
    inherit TokenwiseBlock "SineFeedForward"

    let up = new Projection(shape.Hidden, shape.Inner, place, bias = true)
    let down = new Projection(shape.Inner, shape.Hidden, place)

    override _.forward(x: torch.Tensor) = down.call ((up.call x).sin ())

    override this.Register() =
        this.register_module ("up_proj", up)
        this.register_module ("down_proj", down)

// F# has no generator that would write the table.
[<assembly: RegisteredComponent("attention", "sharp", typeof<SharpAttention>)>]
[<assembly: RegisteredComponent("feed-forward", "sine", typeof<SineFeedForward>)>]
do ()

/// Architectures with components of the user's, beside parts of this library.
module OwnComponents =

    let all =
        gen {
            let! layers = Gen.choose (1, 3)
            let! keyValueHeads = Gen.choose (1, 3)
            let! share = Gen.choose (1, 3)
            let! headSize = Gen.choose (1, 4)
            let! hidden = Gen.choose (4, 20)
            let! times = Gen.elements [ 0.25; 1.0; 2.0 ]
            let! ownAttention, ownFeedForward, isTied = Gen.map3 (fun a b c -> a, b, c) (Gen.elements [ true; false ]) (Gen.elements [ true; false ]) (Gen.elements [ true; false ])
            let! placement = Gen.elements [ NormPlacement.Pre; NormPlacement.Post; NormPlacement.Sandwich; NormPlacement.Parallel ]
            let! isTurned = Gen.elements [ true; false ]
            let builder = DecoderBuilder(Layers = layers, Hidden = 2 * hidden, Vocab = 40, Positions = 32, TiedEmbeddings = isTied)
            let options = EquatableArray<OwnOption>([ OwnOption.Of("times", times) ])

            (if ownAttention || not ownFeedForward then
                 builder.Attention(OwnComponent("sharp", options), share * keyValueHeads, keyValueHeads, 2 * headSize)
             else
                 builder.Gqa(share * keyValueHeads, keyValueHeads, AttentionOptions(HeadSize = 2 * headSize)))
            |> ignore

            (if ownFeedForward then builder.FeedForward(OwnComponent "sine", 24) else builder.SwiGlu 24) |> ignore
            (if isTurned then builder.Rope 1_000.0 else builder.NoPosition()) |> ignore
            return builder.RmsNorm(1e-5).Placement(placement).Build()
        }
