namespace Llm.Gen.Properties

open System
open System.Collections.Generic
open System.IO
open System.Text.Json.Nodes

/// The configurations of the fixtures, by the family that each is of: what sizes are varied of.
module PublishedConfigs =

    let rec private checkout (folder: DirectoryInfo) =
        if File.Exists(Path.Combine(folder.FullName, "Llm.Gen.sln")) then folder.FullName else checkout folder.Parent

    let private root =
        match Environment.GetEnvironmentVariable "LLM_GEN_FIXTURES" with
        | null
        | "" -> Path.Combine(checkout (DirectoryInfo AppContext.BaseDirectory), "tests", "Fixtures")
        | root -> root

    let private published =
        Directory.GetDirectories(Path.Combine(root, "models"))
        |> Array.sortWith (fun a b -> String.CompareOrdinal(a, b))
        |> Array.map (fun folder -> Path.Combine(folder, "config.json"))
        |> Array.filter File.Exists
        |> Array.map File.ReadAllText

    /// A family of texts and pictures says what its text part is inside its own configuration.
    let private wrapped (text: string) =
        let config = JsonNode.Parse(text).AsObject()
        let kind = config["model_type"].GetValue<string>()

        if kind.EndsWith "_text" then
            [| text; JsonObject([ KeyValuePair("model_type", JsonValue.Create(kind.Replace("_text", "")) :> JsonNode); KeyValuePair("text_config", config) ]).ToJsonString() |]
        else
            [| text |]

    let private texts = Array.collect wrapped published

    /// All of them, as text.
    let all = List.ofArray texts

    /// Those of a family, as new objects to change.
    let ofFamily (family: string) =
        [ for text in texts do
              match Llm.Gen.Architectures.ModelConfig.TryParse text with
              | null, _ -> ()
              | config, _ ->
                  if config.Architecture.Family = family then
                      JsonNode.Parse(text).AsObject() ]
