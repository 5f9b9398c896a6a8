namespace Llm.Gen.Properties

open System
open System.Text.Json.Nodes
open FsCheck.FSharp

/// The configuration of a published model with a few values put in the place of others: absurd ones, other types, lists of other lengths.
type Damaged = Damaged of string

type ConfigDamage =

    static let parse (text: string) = JsonNode.Parse text

    static let absurd =
        Gen.elements
            [ "0"; "-1"; "1"; "3"; "2147483647"; "-2147483648"; "1000000000"; "99999999999999999999"; "1e308"; "-1e-320"; "0.5"; "null"; "true"; "false"; "\"\""; "\"silu\""; "\"none\""
              "[]"; "[0]"; "[-1, 5]"; "[1000000000]"; "{}"; "[[[\"global\"], 1000000000]]"; "[[[\"global\", \"local\"], -1]]"; "{\"rope_type\": \"yarn\", \"factor\": 0}"
              "{\"rope_type\": \"longrope\", \"short_factor\": [], \"long_factor\": [1]}"; "[\"full_attention\"]"; "[\"full_attention\", \"sliding_attention\", \"other\"]" ]

    /// A value of a configuration or of an object in it, another one in its place; a list may have its entries again, or lack some.
    static let rec damage (config: JsonObject) =
        gen {
            let! key = Gen.elements [ for member' in config -> member'.Key ]
            let! goesOn = Gen.choose (0, 3)
            let! length = Gen.choose (0, 9)

            match config[key] with
            | :? JsonObject as inner when inner.Count > 0 && goesOn > 0 -> do! damage inner
            | :? JsonArray as entries when entries.Count > 0 && goesOn > 1 ->
                config[key] <- JsonArray([| for i in 0 .. length - 1 -> entries[i % entries.Count].DeepClone() |])
            | _ ->
                let! other = absurd
                config[key] <- parse other
        }

    static member Damaged() =
        gen {
            let! config = Gen.elements PublishedConfigs.all
            let config = (parse config).AsObject()
            let! times = Gen.choose (1, 4)

            for _ in 1..times do
                do! damage config

            return Damaged(config.ToJsonString())
        }
        |> Arb.fromGen
