namespace Llm.Gen.Architectures;

/// <summary>Takes the members of config.json from a draft, in the order of the description, as before transformers 5.</summary>
internal sealed class ConfigWriting : ConfigMap
{
    private readonly List<JsonMember> _members = [];

    /// <summary>What was written.</summary>
    public IReadOnlyList<JsonMember> Members => _members;

    public override bool IsReading => false;

    public override void Size(string key, ref int value, int? fallback = null, int least = int.MinValue, int most = int.MaxValue, string filled = "")
    {
        if (value >= least && value <= most)
            Add(key, JsonWriter.Number(value));
    }

    public override void OptionalSize(string key, ref int? value, int? fallback = null, int least = int.MinValue, int most = int.MaxValue, string filled = "")
    {
        if (value != fallback)
            Add(key, value is { } size ? JsonWriter.Number(size) : new JsonNull());
    }

    public override void Number(string key, ref double value, double? fallback = null, double above = double.NegativeInfinity, string filled = "") => Add(key, JsonWriter.Number(value));

    public override void Extra(string key, ref double value, double fallback)
    {
        if (value != fallback)
            Add(key, JsonWriter.Number(value));
    }

    public override void OptionalNumber(string key, ref double? value, double? fallback = null)
    {
        if (value != fallback)
            Add(key, value is { } number ? JsonWriter.Number(number) : new JsonNull());
    }

    public override void Flag(string key, ref bool value, bool fallback = false) => Add(key, new JsonBoolean(value));

    public override void ExtraFlag(string key, ref bool value, bool fallback = false)
    {
        if (value != fallback)
            Add(key, new JsonBoolean(value));
    }

    public override void Choice<T>(string key, ref T value, T fallback, params (string Name, T Value)[] rows)
    {
        foreach (var row in rows)
        {
            if (!EqualityComparer<T>.Default.Equals(row.Value, value))
                continue;

            Add(key, new JsonString(row.Name));
            return;
        }
    }

    public override void LayerWords(string key, int layers, ref IReadOnlyList<string>? words, params string[] allowed)
    {
        if (words is not null)
            Add(key, new JsonArray(words.Select(word => (JsonValue)new JsonString(word)).ToEquatableArray()));
    }

    public override void Sizes(string key, ref IReadOnlyList<int>? sizes, int most)
    {
        if (sizes is not null)
            Add(key, new JsonArray(sizes.Select(size => (JsonValue)JsonWriter.Number(size)).ToEquatableArray()));
    }

    public override void Repeats(string key, long value, string source)
    {
    }

    public override void Contradiction(string found, string expected)
    {
    }

    public override void Ignored(params string[] keys)
    {
    }

    public override void RepeatedWords(string key, int layers, ref IReadOnlyList<string>? words, params string[] allowed)
    {
    }

    public override void Only(string key, params string[] values)
    {
    }

    public override void Rope(DecoderDraft draft, RopeKeys keys) => _members.AddRange(RopeConfig.Write(draft, keys));

    public override void Inside(string key, Action<ConfigMap> keys) => Add(key, Written(keys));

    public override bool Holds(string key, bool isPresent) => isPresent;

    public override void Items(string key, ref int count, Action<ConfigMap, int> keys) =>
        Add(key, new JsonArray(Enumerable.Range(0, count).Select(i => (JsonValue)Written(inner => keys(inner, i))).ToEquatableArray()));

    public override void Numbers(string key, ref EquatableArray<double> numbers) =>
        Add(key, new JsonArray(numbers.Select(number => (JsonValue)JsonWriter.Number(number)).ToEquatableArray()));

    public override void Component(string key, string optionsKey, ref OwnComponent? component)
    {
        if (component is null)
            return;

        Add(key, new JsonString(component.Name));
        if (component.Options.Count > 0)
            Add(optionsKey, new JsonObject(component.Options.Select(option => new JsonMember(option.Name, option.ToJson())).ToEquatableArray()));
    }

    private static JsonObject Written(Action<ConfigMap> keys)
    {
        var inner = new ConfigWriting();
        keys(inner);
        return new(inner.Members.OrderBy(member => member.Key, StringComparer.Ordinal).ToEquatableArray());
    }

    private void Add(string key, JsonValue value) => _members.Add(new(key.Split('|')[0], value));
}
