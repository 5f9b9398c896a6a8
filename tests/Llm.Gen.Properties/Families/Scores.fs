namespace Llm.Gen.Properties

open System
open TorchSharp
open Llm.Gen.Runtime

/// Logits of one model, reached in several ways.
module Scores =

    let private tensorOf (rows: int64[][]) =
        torch.tensor(Array.concat rows).view (int64 rows.Length, int64 rows[0].Length)

    let private rowsOf (logits: torch.Tensor) =
        [| for row in 0L .. logits.shape[0] - 1L -> logits.select(0L, row).contiguous().data<float32>().ToArray() |]

    /// All tokens at once, without a cache: a row of logits for each row of tokens, [T V].
    let whole (model: CausalModel) (padding: int[]) (rows: int64[][]) =
        use _ = torch.NewDisposeScope()
        use pass = new Pass(Padding = padding)
        rowsOf (model.call (tensorOf rows, pass))

    /// The same with a cache, so many tokens at a time; what is left after the last count comes at once.
    let inParts (model: CausalModel) (padding: int[]) (counts: int list) (rows: int64[][]) =
        use _ = torch.NewDisposeScope()
        use cache = new KvCache(model, batch = rows.Length)
        let tokens = tensorOf rows

        let rec parts from counts =
            let left = rows[0].Length - from

            if left = 0 then
                []
            else
                let count = match counts with count :: _ -> min count left | [] -> left
                use pass = new Pass(Cache = cache, Padding = (if from = 0 then padding else null))
                let logits = model.call (tokens.narrow(1L, int64 from, int64 count), pass)
                logits :: parts (from + count) (match counts with _ :: rest -> rest | [] -> [])

        rowsOf (torch.cat (ResizeArray(parts 0 counts), 1L))

    /// The largest difference between expected numbers and others, relative to those above 1.
    let difference (expected: float32[]) (actual: float32[]) =
        if expected.Length <> actual.Length then infinity
        else Seq.map2 (fun (a: float32) (b: float32) -> if Single.IsFinite b then abs (float a - float b) / max 1.0 (abs (float a)) else infinity) expected actual |> Seq.fold max 0.0
