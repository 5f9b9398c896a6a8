namespace Llm.Gen.Architectures;

/// <summary>Reads config.json in both spellings; what the architecture cannot say is refused, never dropped.</summary>
internal static class ConfigParser
{
    public static ModelConfig? TryParse(string json, out EquatableArray<ArchitectureError> errors) => TryParse(json, out errors, out _);

    /// <param name="json">The text of the file.</param>
    /// <param name="errors">What is wrong with it.</param>
    /// <param name="unknown">The keys that are not known, beside errors too.</param>
    public static ModelConfig? TryParse(string json, out EquatableArray<ArchitectureError> errors, out EquatableArray<UnknownKey> unknown)
    {
        var (problems, strangers) = (new List<ArchitectureError>(), new List<UnknownKey>());
        var config = Root(json, problems) is { } root ? Parse(root, problems, strangers) : null;
        (errors, unknown) = (problems.ToEquatableArray(), strangers.ToEquatableArray());
        return problems.Count == 0 ? config : null;
    }

    private static JsonObject? Root(string json, List<ArchitectureError> errors)
    {
        try
        {
            var value = JsonReader.Read(json);
            if (value is JsonObject root)
                return root;

            errors.Add(new("LLMC001", ArchitectureMember.Whole, $"The configuration is {value.Kind}", "expected a JSON object", "check that the file is a config.json"));
        }
        catch (JsonFormatException e)
        {
            errors.Add(new("LLMC001", ArchitectureMember.Whole, $"The configuration is not JSON ({e.Position}): {e.Found}", e.Expected, e.Remedy));
        }

        return null;
    }

    private static ModelConfig? Parse(JsonObject root, List<ArchitectureError> errors, List<UnknownKey> unknown)
    {
        var fields = new ConfigFields(root, "", errors);
        if (Family(fields, errors) is not { } family)
            return null;

        CheckClass(fields, family, unknown);
        var architecture = Architecture(fields, family, errors, unknown);
        var precision = Precision(fields);
        var quantization = fields.Take("quantization_config") is { } value ? Method(value) : null;
        var tokens = new TokenIds { Begin = fields.OptionalSize("bos_token_id"), Ends = Ends(fields), Padding = fields.OptionalSize("pad_token_id") };
        foreach (var member in fields.Left)
            ConfigKeys.Judge(member, fields, family.Name, errors, unknown);

        return architecture is null
            ? null
            : new() { Architecture = architecture, Precision = precision, Quantization = quantization, Tokens = tokens, UnknownKeys = unknown.ToEquatableArray() };
    }

    private static ModelFamily? Family(ConfigFields fields, List<ArchitectureError> errors)
    {
        if (fields.Word("model_type") is { } name)
        {
            if (ModelFamily.FindReader(name) is { } found)
                return found;

            errors.Add(UnlistedFamilies.Refuse(ConfigText.Short(name)));
        }
        else if (errors.Count == 0)
        {
            fields.Missing("model_type", $"the name of a family, \"{ModelFamily.Default.Name}\" say");
        }

        return null;
    }

    private static void CheckClass(ConfigFields fields, ModelFamily family, List<UnknownKey> unknown)
    {
        var classes = fields.Take("architectures");
        if (classes is not null && !(classes is JsonArray array && array.Items.Any(item => item is JsonString word && word.Value == family.ClassName)))
            unknown.Add(new("architectures", classes.Position, family.Name) { Value = ConfigText.Short(classes.Text) });
    }

    private static Architecture? Architecture(ConfigFields fields, ModelFamily family, List<ArchitectureError> errors, List<UnknownKey> unknown)
    {
        var reading = new ConfigReading(fields, family.Name, errors, unknown, new());
        if (family.Read(reading, errors) is not { } architecture)
            return null;

        errors.AddRange(ArchitectureRules.Check(architecture, reading.Spelling));
        return architecture;
    }

    private static string Method(JsonValue quantization) =>
        ((quantization as JsonObject)?.Find("quant_method") as JsonString)?.Value is { } method ? ConfigText.Short(method) : "an unknown method";

    private static WeightPrecision? Precision(ConfigFields fields)
    {
        var (older, newer) = (fields.Word("torch_dtype"), fields.Word("dtype"));
        if (older is not null && newer is not null && older != newer)
            fields.Contradictory("torch_dtype", older, "dtype", newer);
        if ((newer ?? older) is not { } name)
            return null;
        if (PrecisionNames.Find(name) is { } precision)
            return precision;

        var key = newer is null ? "torch_dtype" : "dtype";
        fields.Mistyped(key, fields.Take(key)!, $"one of {string.Join(", ", PrecisionNames.All)}");
        return null;
    }

    private static EquatableArray<int> Ends(ConfigFields fields)
    {
        if (fields.Take("eos_token_id") is not JsonArray array)
            return fields.OptionalSize("eos_token_id") is { } end ? new([end]) : default;

        var ends = new List<int>();
        foreach (var item in array.Items)
        {
            if (item is JsonNumber number && number.TryWhole(out var id) && id is >= 0 and <= int.MaxValue)
                ends.Add((int)id);
            else
                fields.Mistyped("eos_token_id", array, "a token id, or an array of them");
        }

        return ends.ToEquatableArray();
    }
}
