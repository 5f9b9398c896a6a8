namespace Llm.Gen.FSharp

open Llm.Gen.Architectures

/// What `decoder { }` is made with: lines are parts, a later one of the same place holds; `if`, `match` and `for` choose and repeat them.
[<Sealed>]
type DecoderExpression internal () =

    /// A part of the whole model.
    member _.Yield(part: ModelPart) : DecoderBuilder -> unit = part.AddTo

    /// A part of layers.
    member _.Yield(part: LayerPart) : DecoderBuilder -> unit = part.AddTo

    /// Parts one after another.
    member _.Combine(first: DecoderBuilder -> unit, second: DecoderBuilder -> unit) : DecoderBuilder -> unit =
        fun builder ->
            first builder
            second builder

    /// Parts that are made when the model is.
    member _.Delay(parts: unit -> DecoderBuilder -> unit) : DecoderBuilder -> unit = fun builder -> parts () builder

    /// No part.
    member _.Zero() : DecoderBuilder -> unit = ignore

    /// Parts for each of some values.
    member _.For(values: 'T seq, parts: 'T -> DecoderBuilder -> unit) : DecoderBuilder -> unit =
        fun builder ->
            for value in values do
                parts value builder

    /// The architecture; ArchitectureException says everything that is wrong with it.
    member _.Run(parts: DecoderBuilder -> unit) : Architecture =
        let builder = DecoderBuilder()
        parts builder
        builder.Build()

[<AutoOpen>]
module Declaring =

    /// Declares a decoder: `decoder { layers 6; hidden 288; vocab 32_000; positions 1_024; gqa 6 2; swiGlu 768; rmsNorm 1e-5; rope 10_000.0 }`.
    let decoder = DecoderExpression()
