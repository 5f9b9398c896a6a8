namespace Llm.Gen.FSharp

open Llm.Gen
open Llm.Gen.Architectures

/// What is said of a whole model.
[<Sealed>]
type ModelPart internal (add: DecoderBuilder -> unit) =
    member internal _.AddTo(builder: DecoderBuilder) = add builder

/// What is said of layers: of all, or of those that `on` names.
[<Sealed>]
type LayerPart internal (add: LayerRange -> DecoderBuilder -> DecoderBuilder, layers: LayerRange) =
    member internal _.On(named: LayerRange) = LayerPart(add, named)
    member internal _.AddTo(builder: DecoderBuilder) = builder |> add layers |> ignore

/// The parts of a decoder, as `decoder { }` takes them. Each is a method of DecoderBuilder, which says more about it.
[<AutoOpen>]
module DecoderParts =

    let private model add = ModelPart add

    let private part (add: LayerRange -> DecoderBuilder -> DecoderBuilder) = LayerPart(add, LayerRange.All)

    /// Names the layers of a part: `slidingWindow 512 |> on (LayerRange(From = 1, Every = 2))`.
    let on (layers: LayerRange) (part: LayerPart) = part.On layers

    // The whole model.

    /// Number of layers. Required.
    let layers count = model (fun builder -> builder.Layers <- count)

    /// Size of the hidden state. Required.
    let hidden size = model (fun builder -> builder.Hidden <- size)

    /// Number of tokens in the vocabulary. Required.
    let vocab size = model (fun builder -> builder.Vocab <- size)

    /// Number of positions, in tokens. Required.
    let positions count = model (fun builder -> builder.Positions <- count)

    /// The token embedding also scores the next token.
    let tiedEmbeddings = model (fun builder -> builder.TiedEmbeddings <- true)

    /// The family whose names the stored tensors and the configuration have.
    let family name = model (fun builder -> builder.Family <- name)

    /// How token ids become the first hidden state; `learned` and `sinusoidal` come after it.
    let embedding spec = model (fun builder -> builder.Embedding <- spec)

    /// How the last hidden state becomes scores.
    let head spec = model (fun builder -> builder.Head <- spec)

    /// Positions that are learnt and added to the embedding.
    let learned = model (fun builder -> builder.Learned() |> ignore)

    /// Positions that are sines and cosines, added to the embedding (arXiv:1706.03762).
    let sinusoidal = model (fun builder -> builder.Sinusoidal() |> ignore)

    /// The norm after the last layer, where it is not the last layer's.
    let finalNorm (norm: NormSpec) = model (fun builder -> builder.FinalNorm norm |> ignore)

    /// No norm after the last layer.
    let noFinalNorm = model (fun builder -> builder.FinalNorm null |> ignore)

    // The attention.

    /// An attention of any kind.
    let attention (spec: AttentionSpec) = part (fun layers builder -> builder.Attention(spec, layers))

    /// A component that is registered under a name: `ownAttention (named "differential" []) 8`.
    let named name (options: OwnOption list) = OwnComponent(name, EquatableArray<OwnOption>(options))

    /// An attention of one's own: the component and its heads.
    let ownAttention (own: OwnComponent) heads = part (fun layers builder -> builder.Attention(own, heads = heads, layers = layers))

    /// A feed-forward of one's own: the component and its inner size.
    let ownFeedForward (own: OwnComponent) inner = part (fun layers builder -> builder.FeedForward(own, inner, layers))

    /// Norms of one's own.
    let ownNorm (own: OwnComponent) (epsilon: float) = part (fun layers builder -> builder.Norm(own, epsilon, layers))

    /// Positions of one's own.
    let ownPosition (own: OwnComponent) = part (fun layers builder -> builder.Position(own, layers))

    /// Grouped-query attention (arXiv:2305.13245) with options.
    let gqaWith (options: AttentionOptions) heads keyValueHeads = part (fun layers builder -> builder.Gqa(heads, keyValueHeads, options, layers))

    /// Grouped-query attention (arXiv:2305.13245): query heads, and the key and value heads that they share.
    let gqa heads keyValueHeads = gqaWith (AttentionOptions()) heads keyValueHeads

    /// Multi-head attention (arXiv:1706.03762) with options.
    let mhaWith options heads = gqaWith options heads heads

    /// Multi-head attention (arXiv:1706.03762).
    let mha heads = gqa heads heads

    /// Multi-query attention (arXiv:1911.02150) with options.
    let mqaWith options heads = gqaWith options heads 1

    /// Multi-query attention (arXiv:1911.02150).
    let mqa heads = gqa heads 1

    /// A window of tokens, and how many first tokens stay visible behind it (arXiv:2309.17453).
    let slidingWindowWithSinks sinkTokens size = part (fun layers builder -> builder.SlidingWindow(size, sinkTokens, layers))

    /// A window of tokens (arXiv:2004.05150).
    let slidingWindow size = slidingWindowWithSinks 0 size

    /// Everything before a token, where other layers have a window.
    let fullAttention = part (fun layers builder -> builder.FullAttention layers)

    // The feed-forward.

    /// A feed-forward of any kind: gated, plain, a mixture of experts.
    let feedForward (spec: FeedForwardSpec) = part (fun layers builder -> builder.FeedForward(spec, layers))

    let private gated activation inner = feedForward (GatedFeedForwardSpec(Inner = inner, Activation = activation))

    /// A feed-forward gated by silu (arXiv:2002.05202).
    let swiGlu inner = gated GateActivation.Silu inner

    /// A feed-forward gated by gelu (arXiv:2002.05202).
    let geGlu inner = gated GateActivation.Gelu inner

    /// A feed-forward gated by relu (arXiv:2002.05202).
    let reGlu inner = gated GateActivation.Relu inner

    /// A feed-forward gated by the sigmoid (arXiv:1612.08083).
    let glu inner = gated GateActivation.Sigmoid inner

    /// A feed-forward whose gate is linear (arXiv:2002.05202).
    let bilinear inner = gated GateActivation.Identity inner

    /// A plain feed-forward: up, the activation, down.
    let mlp activation inner = feedForward (MlpSpec(Inner = inner, Activation = activation))

    // Norms and what is added.

    /// A norm of any kind.
    let norm (spec: NormSpec) = part (fun layers builder -> builder.Norm(spec, layers))

    /// Root mean square norms (arXiv:1910.07467).
    let rmsNorm epsilon = part (fun layers builder -> builder.RmsNorm(epsilon, layers))

    /// Layer norms (arXiv:1607.06450).
    let layerNorm epsilon = norm (LayerNormSpec(Epsilon = epsilon))

    /// Where the norms stand.
    let placement (place: NormPlacement) = part (fun layers builder -> builder.Placement(place, layers))

    /// What attention and feed-forward are multiplied by before they are added.
    let residualMultiplier (multiplier: float) = part (fun layers builder -> builder.ResidualMultiplier(multiplier, layers))

    /// Share of what attention and feed-forward return that training drops.
    let dropout (share: float) = part (fun layers builder -> builder.Dropout(share, layers))

    // Positions in the attention.

    /// Positions of any kind.
    let position (spec: PositionSpec) = part (fun layers builder -> builder.Position(spec, layers))

    /// Rotary positions (arXiv:2104.09864) of all columns.
    let rope theta = position (RopeSpec(Theta = theta))

    /// Linear biases of distances (arXiv:2108.12409).
    let alibi = part (fun layers builder -> builder.Alibi layers)

    /// Learnt biases of distances (arXiv:1910.10683): buckets, and the distance from which all are in the last.
    let t5Bias buckets maximumDistance = part (fun layers builder -> builder.T5Bias(buckets, maximumDistance, layers))

    /// Learnt keys of distances (arXiv:1803.02155).
    let shawRelative maximumDistance = part (fun layers builder -> builder.ShawRelative(maximumDistance, false, layers))

    /// No positions in the attention.
    let noPosition = part (fun layers builder -> builder.NoPosition layers)
