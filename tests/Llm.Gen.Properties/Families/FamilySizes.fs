namespace Llm.Gen.Properties

open System.Text.Json.Nodes
open FsCheck
open FsCheck.FSharp

/// Small sizes for a configuration, from a set so small that compiled models come up again. A size is set under whichever of its names the
/// configuration has, and what follows from others goes on following from them.
module FamilySizes =

    let private hidden = [ "hidden_size"; "n_embd"; "d_model" ]
    let private layers = [ "num_hidden_layers"; "n_layer"; "n_layers"; "num_layers" ]
    let private heads = [ "num_attention_heads"; "n_head"; "n_heads"; "num_heads"; "attention_heads" ]
    let private keyValueHeads = [ "num_key_value_heads"; "num_kv_heads" ]
    let private inner = [ "intermediate_size"; "n_inner"; "ffn_dim"; "ffn_hidden_size"; "moe_intermediate_size"; "shared_expert_intermediate_size" ]
    let private windows = [ "sliding_window"; "window_size" ]
    let private experts = [ "num_experts"; "num_local_experts"; "n_routed_experts" ]
    let private ofLayers = [ "layer_types"; "no_rope_layers"; "attention_layers" ]
    let private ofPairs = [ "long_factor"; "short_factor" ]

    let private number (config: JsonObject) (key: string) =
        match config[key] with
        | :? JsonValue as value ->
            match value.TryGetValue<int>() with
            | true, number when number > 0 -> Some number
            | _ -> None
        | _ -> None

    let private first config names = List.tryPick (number config) names

    let private set (config: JsonObject) (value: int) names =
        for name in names do
            if (number config name).IsSome then
                config[name] <- JsonValue.Create value

    /// A list of another length: its entries again and again.
    let private cycle (config: JsonObject) count (names: string list) =
        for name in names do
            match config[name] with
            | :? JsonArray as entries when entries.Count > 0 ->
                config[name] <- JsonArray([| for i in 0 .. count - 1 -> entries[i % entries.Count].DeepClone() |])
            | _ -> ()

    let private resize (whole: JsonObject) =
        gen {
            let! sharing = Gen.choose (1, 3)
            let! shared = Gen.choose (1, 2)
            let! headSize = Gen.elements [ 8; 16; 24 ]
            let! depth = Gen.elements [ 2; 4 ]
            let! width = Gen.elements [ 20; 48 ]
            let! window = Gen.elements [ 3; 6; 17 ]
            let! many = Gen.elements [ 8; 12 ]
            let! chosen = Gen.choose (1, 3)
            let! rank = Gen.elements [ 8; 20 ]
            let! rotary = Gen.elements [ 4; 8 ]
            let! vocab = Gen.elements [ 40; 97 ]

            let config = match whole["text_config"] with :? JsonObject as text -> text | _ -> whole
            let oldHidden, oldHeads = (first config hidden).Value, (first config heads).Value
            let oldKeyValueHeads = defaultArg (first config keyValueHeads) oldHeads
            let keyValue, query = if oldKeyValueHeads = 1 then 1, sharing * shared else sharing, sharing * shared
            let size = query * headSize

            if oldKeyValueHeads <> 1 then
                set config (if oldKeyValueHeads = oldHeads then query else keyValue) keyValueHeads

            for key in inner do
                if number config key = Some(4 * oldHidden) then
                    set config (4 * size) [ key ]
                elif (number config key).IsSome then
                    set config width [ key ]

            if number config "word_embed_proj_dim" = Some oldHidden then
                set config size [ "word_embed_proj_dim" ]

            set config size hidden
            set config query heads
            set config (if (number config "qk_rope_head_dim").IsSome then rotary else headSize) [ "head_dim" ]
            set config depth layers
            set config window windows
            set config vocab [ "vocab_size" ]
            set config many experts
            set config chosen [ "num_experts_per_tok" ]
            set config rank [ "q_lora_rank"; "kv_lora_rank" ]
            set config rotary [ "qk_rope_head_dim" ]
            set config (2 * rotary) [ "qk_nope_head_dim" ]
            set config (3 * rotary) [ "qk_head_dim" ]
            set config headSize [ "v_head_dim" ]
            cycle config depth ofLayers

            match config["attention_types"] with
            | :? JsonArray as kinds -> kinds[0][1] <- JsonValue.Create(depth / 2)
            | _ -> ()

            match config["rope_scaling"] with
            | :? JsonObject as scaling -> cycle scaling (headSize / 2) ofPairs
            | _ -> ()

            return whole.ToJsonString()
        }

    /// A configuration of a family, with the architecture that it is read as.
    let ofFamily (family: string) =
        gen {
            let configs = PublishedConfigs.ofFamily family
            let! index = Gen.choose (0, configs.Length - 1)
            let! json = resize configs[index]
            return Llm.Gen.Architectures.ModelConfig.Parse(json).Architecture
        }
