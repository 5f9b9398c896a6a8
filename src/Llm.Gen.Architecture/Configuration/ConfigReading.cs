namespace Llm.Gen.Architectures;

/// <summary>Fills a draft from config.json, and says what is missing or mistyped.</summary>
internal sealed class ConfigReading(ConfigFields fields, string family, List<ArchitectureError> errors, List<UnknownKey> unknown, ConfigSpelling spelling) : ConfigMap
{
    /// <summary>Whether every key that has to be there was, well typed.</summary>
    public bool IsComplete { get; private set; } = true;

    /// <summary>How messages name what was read so far.</summary>
    public MemberSpelling Spelling => spelling.Spelling;

    public override bool IsReading => true;

    public override void Size(string key, ref int value, int? fallback = null, int least = int.MinValue, int most = int.MaxValue, string filled = "")
    {
        if (Present(key, filled) is { } found)
        {
            value = fields.OptionalSize(found, least, most) ?? 0;
            IsComplete &= fields.Take(found) is JsonNumber;
        }
        else if (fallback is { } usual)
        {
            value = usual;
        }
        else
        {
            fields.Missing(First(key), "a whole number");
            IsComplete = false;
        }
    }

    public override void OptionalSize(string key, ref int? value, int? fallback = null, int least = int.MinValue, int most = int.MaxValue, string filled = "") =>
        value = Present(key, filled) is { } found ? fields.OptionalSize(found, least, most) : IsNull(key) ? null : fallback;

    public override void Number(string key, ref double value, double? fallback = null, double above = double.NegativeInfinity, string filled = "")
    {
        if (Present(key, filled) is { } found)
            value = fields.OptionalNumber(found, above) ?? 0;
        else if (fallback is { } usual)
            value = usual;
        else
            fields.Missing(First(key), "a number");
    }

    public override void Extra(string key, ref double value, double fallback) => Number(key, ref value, fallback, filled: "");

    public override void OptionalNumber(string key, ref double? value, double? fallback = null) =>
        value = Present(key) is { } found ? fields.OptionalNumber(found) : IsNull(key) ? null : fallback;

    public override void Flag(string key, ref bool value, bool fallback = false) => value = Present(key) is { } found ? fields.Flag(found) : fallback;

    public override void ExtraFlag(string key, ref bool value, bool fallback = false) => Flag(key, ref value, fallback);

    public override void Choice<T>(string key, ref T value, T fallback, params (string Name, T Value)[] rows)
    {
        value = fallback;
        if (Present(key) is not { } found || fields.Word(found) is not { } word)
            return;

        var row = Array.FindIndex(rows, row => row.Name == word);
        if (row >= 0)
            value = rows[row].Value;
        else
            fields.Mistyped(found, fields.Take(found)!, $"one of {string.Join(", ", rows.Select(known => known.Name))}");
    }

    public override void LayerWords(string key, int layers, ref IReadOnlyList<string>? words, params string[] allowed)
    {
        if (fields.Take(key) is not { } value)
            return;

        var read = (value as JsonArray)?.Items.Select(item => (item as JsonString)?.Value ?? "").ToList();
        if (read is null || !read.All(allowed.Contains))
            Refuse(key, value, $"[{string.Join(" or ", allowed.Select(word => $"\"{word}\""))}, ..]");
        else if (read.Count != layers)
            Contradiction($"{key} has {read.Count} entries ({value.Position})", $"expected one for each of the {layers} layers");
        else
            words = read;
    }

    public override void RepeatedWords(string key, int layers, ref IReadOnlyList<string>? words, params string[] allowed)
    {
        if (fields.Take(key) is not { } value)
            return;

        var read = new List<string>();
        foreach (var part in (value as JsonArray)?.Items ?? default)
        {
            if (part is not JsonArray { Items: { Count: 2 } pair } || pair[0] is not JsonArray kinds || pair[1] is not JsonNumber number
                || !number.TryWhole(out var times) || times is < 0 or > ArchitectureRules.MaximumLayers
                || !kinds.Items.All(kind => kind is JsonString word && allowed.Contains(word.Value)))
            {
                fields.Mistyped(key, value, $"[[[{string.Join(", ", allowed.Select(word => $"\"{word}\""))}], a number], ..]");
                return;
            }

            for (var i = 0; i < times && read.Count <= layers; i++)
                read.AddRange(kinds.Items.Select(kind => ((JsonString)kind).Value));
        }

        if (read.Count != layers)
            Contradiction($"{key} has {read.Count} entries ({value.Position})", $"expected one for each of the {layers} layers");
        else if (words is not null && !words.SequenceEqual(read))
            Contradiction($"{key} is {ConfigText.Short(value.Text)} and attention_layers says otherwise", "expected the same in both");
        else
            words = read;
    }

    public override void Ignored(params string[] keys)
    {
        foreach (var key in keys)
            fields.Take(key);
    }

    public override void Contradiction(string found, string expected) =>
        errors.Add(new("LLMC006", ArchitectureMember.Whole, found, expected, "correct one of the two"));

    public override void Sizes(string key, ref IReadOnlyList<int>? sizes, int most)
    {
        if (fields.Take(key) is not { } value)
            return;

        var items = (value as JsonArray)?.Items.Select(item => item is JsonNumber number && number.TryWhole(out var whole) && whole >= 0 && whole <= most ? (int?)whole : null).ToList();
        if (items is null || items.Contains(null))
            fields.Mistyped(key, value, $"an array of whole numbers from 0 to {most}");
        else
            sizes = items.Select(item => item!.Value).ToList();
    }

    public override void Repeats(string key, long value, string source)
    {
        if (fields.OptionalSize(key) is { } found && found != value && value > 0)          // 0 has an error of its own
            Contradiction($"{key} is {found} ({fields.Take(key)!.Position})", $"expected {value}, which is {source}");
    }

    public override void Only(string key, params string[] values)
    {
        if (fields.Take(key) is { } value && !values.Contains(value.Text))
            Refuse(key, value, string.Join(" or ", values));
    }

    public override void Rope(DecoderDraft draft, RopeKeys keys)
    {
        RopeConfig.Read(fields, draft, keys, errors);
        foreach (var (filled, key) in new[] { (nameof(draft.Theta), keys.Theta), (nameof(draft.RotaryFraction), keys.Fraction) })
        {
            if (key?.Split('|').FirstOrDefault(one => fields.Take(one) is not null) is { } found)
                spelling.Remember(filled, found, isPresent: true);
        }
    }

    public override void Inside(string key, Action<ConfigMap> keys)
    {
        var value = fields.Take(key);
        if (value is not null and not JsonObject)
            fields.Mistyped(key, value, "an object or null");

        Read(value as JsonObject ?? new JsonObject(default), key, keys);
    }

    public override bool Holds(string key, bool isPresent) => fields.Take(key) is not null;

    public override void Items(string key, ref int count, Action<ConfigMap, int> keys)
    {
        var value = fields.Take(key);
        if (value is not JsonArray array || array.Items.Any(item => item is not JsonObject))
        {
            if (value is null)
                fields.Missing(key, "an array of objects");
            else
                fields.Mistyped(key, value, "an array of objects");
            IsComplete = false;
            return;
        }

        count = array.Items.Count;
        for (var i = 0; i < array.Items.Count; i++)
        {
            var index = i;
            Read((JsonObject)array.Items[i], $"{key}[{i}]", inner => keys(inner, index));
        }
    }

    public override void Numbers(string key, ref EquatableArray<double> numbers) => numbers = fields.Numbers(key);

    public override void Component(string key, string optionsKey, ref OwnComponent? component)
    {
        var (name, options) = (fields.Word(key), fields.Take(optionsKey));
        var read = (options as JsonObject)?.Members.Select(member => OwnOption.Read(member.Key, member.Value)).ToList();
        if (options is not null && (read is null || read.Contains(null)))
            fields.Mistyped(optionsKey, options, "an object of numbers, words, true or false");
        else if (name is null && options is not null)
            Contradiction($"{optionsKey} stands without {key} ({options.Position})", $"expected {key} to name the component that takes them");
        else if (name is not null)
            component = new(name, read?.Select(option => option!).ToEquatableArray() ?? default);
    }

    private void Read(JsonObject json, string key, Action<ConfigMap> keys)
    {
        var inner = new ConfigFields(json, key + ".", errors);
        var reading = new ConfigReading(inner, family, errors, unknown, spelling);
        keys(reading);
        IsComplete &= reading.IsComplete;
        foreach (var member in inner.Left)
            ConfigKeys.Judge(member, inner, family, errors, unknown);
    }

    private void Refuse(string key, JsonValue value, string expected) =>
        errors.Add(new("LLMC005", ArchitectureMember.Whole, $"{key} is {ConfigText.Short(value.Text)} ({value.Position})", $"expected {expected}", "use a model without it"));

    /// <summary>The spelling that is there, remembered for what it fills.</summary>
    private string? Present(string key, string filled)
    {
        var found = Present(key);
        spelling.Remember(filled, found ?? First(key), found is not null);
        return found;
    }

    /// <summary>The spelling that is there; two that are there have to agree.</summary>
    private string? Present(string key)
    {
        string? first = null;
        foreach (var spelling in key.Split('|'))
        {
            if (fields.Take(spelling) is not { } value)
                continue;
            if (first is null)
                first = spelling;
            else if (fields.Take(first)!.Text != value.Text)
                fields.Contradictory(first, fields.Take(first)!.Text, spelling, value.Text);
        }

        return first;
    }

    private bool IsNull(string key) => key.Split('|').Any(fields.Has);

    private static string First(string key) => key.Split('|')[0];
}
