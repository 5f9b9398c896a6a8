using System.Text.Json;

namespace Llm.Gen.Runtime;

/// <summary>Reads adapter_config.json. What is not understood is an error: an adapter with a part left out computes something else.</summary>
internal sealed class AdapterConfigReader
{
    // What says nothing of the numbers, whatever its value. fan_in_fan_out tells how the base stores its matrices, which the base itself says;
    // the initialisation of updates is over when they are stored, but for those kinds that change the base (see Initialization).
    private static readonly HashSet<string> Free =
        ["auto_mapping", "fan_in_fan_out", "inference_mode", "megatron_core", "peft_version", "qalora_group_size", "revision", "runtime_config"];

    private readonly string _path;
    private readonly List<string> _problems = [];

    private AdapterConfigReader(string path) => _path = path;

    /// <summary>Reads the text of a file.</summary>
    /// <exception cref="InvalidDataException">It is no JSON, or means what is not supported; everything that is wrong is named at once.</exception>
    public static AdapterConfig Read(string path, string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 16 });
            return new AdapterConfigReader(path).Read(document.RootElement) with { Text = text };
        }
        catch (JsonException problem)
        {
            throw new InvalidDataException($"{path} is not JSON ({problem.Message}); fetch the adapter again.", problem);
        }
    }

    private AdapterConfig Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
            throw new InvalidDataException($"{_path} holds {Kind(root)}, a JSON object was expected; fetch the adapter again.");
        if (!root.TryGetProperty("peft_type", out _))
            _problems.Add("peft_type is missing, expected LORA");

        var config = new AdapterConfig { TargetModules = [] };
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in root.EnumerateObject())
        {
            if (!seen.Add(property.Name))
                _problems.Add($"{Formats.Printable.Of(property.Name)} is there twice");
            config = Take(config, property.Name, property.Value);
        }
        _problems.AddRange(config.Errors());
        return _problems.Count == 0
            ? config
            : throw new InvalidDataException($"{_path}: {string.Join("; ", _problems.Take(8))}. Correct the file, or give a LoRA adapter without what is not supported.");
    }

    private AdapterConfig Take(AdapterConfig config, string key, JsonElement value) => key switch
    {
        "peft_type" => Only(config, key, value, "LORA"),
        "task_type" => IsOff(value) ? config : Only(config, key, value, "CAUSAL_LM"),
        "init_lora_weights" => Initialization(config, key, value),
        "r" => config with { Rank = (int)Number(key, value, isWhole: true) },
        "lora_alpha" => config with { Alpha = Number(key, value) },
        "lora_dropout" => IsOff(value) ? config : config with { Dropout = Number(key, value) },
        "bias" => config with { Bias = Bias(key, value) },
        "use_rslora" => config with { UsesRootOfRank = Flag(key, value) },
        "use_dora" => config with { LearnsMagnitude = Flag(key, value) },
        "ensure_weight_tying" => config with { KeepsTies = Flag(key, value) },
        "target_modules" => value.ValueKind == JsonValueKind.String && value.GetString() != AdapterConfig.AllLinear
            ? config with { TargetPattern = value.GetString() }
            : config with { TargetModules = Names(key, value) },
        "exclude_modules" => value.ValueKind == JsonValueKind.String ? config with { ExcludePattern = value.GetString() } : config with { ExcludeModules = Names(key, value) },
        "layers_to_transform" => config with { Layers = Numbers(key, value) },
        "layers_pattern" => config with { LayersPattern = Names(key, value) },
        "rank_pattern" => config with { RankPattern = [.. Entries(key, value).Select(entry => KeyValuePair.Create(entry.Name, (int)Number(key, entry.Value, isWhole: true)))] },
        "alpha_pattern" => config with { AlphaPattern = [.. Entries(key, value).Select(entry => KeyValuePair.Create(entry.Name, Number(key, entry.Value)))] },
        "modules_to_save" => config with { ModulesToSave = Names(key, value) },
        "trainable_token_indices" => config with { TrainableTokens = Tokens(key, value) },
        "base_model_name_or_path" => config with { BaseModel = value.ValueKind == JsonValueKind.String ? value.GetString() : null },
        _ => Other(config, key, value),
    };

    private AdapterConfig Other(AdapterConfig config, string key, JsonElement value)
    {
        if (!Free.Contains(key) && !IsOff(value))
            _problems.Add($"{Formats.Printable.Of(key)} is {Show(value)}, which is not supported; expected null or false");
        return config;
    }

    private AdapterConfig Only(AdapterConfig config, string key, JsonElement value, string expected)
    {
        if (value.ValueKind != JsonValueKind.String || !string.Equals(value.GetString(), expected, StringComparison.OrdinalIgnoreCase))
            _problems.Add($"{key} is {Show(value)}, expected {expected}");
        return config;
    }

    /// <summary>PiSSA, OLoRA, CorDA, LoftQ and others take the update out of the base when they begin: they are no additions to the base as it was.</summary>
    private AdapterConfig Initialization(AdapterConfig config, string key, JsonElement value)
    {
        if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null) && Text(value) is not "gaussian")
            _problems.Add($"{key} is {Show(value)}, which may have changed the base's own weights; expected true, false or gaussian: convert the adapter to a plain LoRA first");
        return config;
    }

    private AdapterBias Bias(string key, JsonElement value)
    {
        switch (Text(value))
        {
            case "none": return AdapterBias.None;
            case "lora_only": return AdapterBias.LoraOnly;
            case "all": return AdapterBias.All;
            default:
                _problems.Add($"{key} is {Show(value)}, expected none, lora_only or all");
                return AdapterBias.None;
        }
    }

    private bool Flag(string key, JsonElement value)
    {
        if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null))
            _problems.Add($"{key} is {Show(value)}, expected true or false");
        return value.ValueKind == JsonValueKind.True;
    }

    private double Number(string key, JsonElement value, bool isWhole = false)
    {
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && (!isWhole || number == Math.Floor(number) && Math.Abs(number) <= int.MaxValue))
            return number;
        _problems.Add($"{key} is {Show(value)}, expected {(isWhole ? "a whole number" : "a number")}");
        return 1;
    }

    private List<int> Numbers(string key, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => [],
        JsonValueKind.Array => [.. value.EnumerateArray().Select(item => (int)Number(key, item, isWhole: true))],
        _ => [(int)Number(key, value, isWhole: true)],
    };

    private List<string> Names(string key, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null)
            return [];
        if (Text(value) is { } one)
            return [one];
        if (value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String))
            return [.. value.EnumerateArray().Select(item => item.GetString()!)];
        _problems.Add($"{key} is {Show(value)}, expected a list of names");
        return [];
    }

    private JsonProperty[] Entries(string key, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Object)
            return [.. value.EnumerateObject()];
        if (value.ValueKind != JsonValueKind.Null)
            _problems.Add($"{key} is {Show(value)}, expected an object");
        return [];
    }

    private List<KeyValuePair<string, IReadOnlyList<int>>> Tokens(string key, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.GetArrayLength() == 0 ? [] : [new(TokenRows.UsualModule, Numbers(key, value))],
        _ => [.. Entries(key, value).Select(entry => KeyValuePair.Create(entry.Name, (IReadOnlyList<int>)Numbers(key, entry.Value)))],
    };

    /// <summary>Whether a value means that an option is not used.</summary>
    private static bool IsOff(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.False => true,
        JsonValueKind.Object => !value.EnumerateObject().Any(),
        JsonValueKind.Array => value.GetArrayLength() == 0,
        _ => false,
    };

    private static string? Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string Show(JsonElement value) => Formats.Printable.Of(value.GetRawText(), 60);

    private static string Kind(JsonElement value) => value.ValueKind.ToString().ToLowerInvariant();
}
