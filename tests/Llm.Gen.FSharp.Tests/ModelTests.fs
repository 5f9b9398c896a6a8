module Llm.Gen.FSharp.Tests.ModelTests

open System
open System.IO
open Llm.Gen.FSharp
open Llm.Gen.Runtime
open Xunit

[<Fact>]
let ``A declared model is compiled, created, saved and loaded`` () =
    let folder = Directory.CreateTempSubdirectory("llm-gen-").FullName

    let factory =
        decoder { layers 2; hidden 32; vocab 96; positions 64; mha 4; swiGlu 64; rmsNorm 1e-5; alibi }
        |> Model.compile

    try
        use model = factory |> Model.create 1L
        model.Save folder
        use loaded = factory |> Model.load folder
        let bytes (model: ICausalModel) = [ for weight in model.Weights() -> weight.Name, Convert.ToHexString(weight.Parameter.bytes.ToArray()) ]
        Assert.Equal<(string * string) list>(bytes model, bytes loaded)
    finally
        Directory.Delete(folder, true)
