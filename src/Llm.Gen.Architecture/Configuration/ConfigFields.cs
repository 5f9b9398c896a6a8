namespace Llm.Gen.Architectures;

/// <summary>Takes typed values out of an object of config.json, remembers which keys were taken, and collects what is wrong.</summary>
internal sealed class ConfigFields(JsonObject json, string prefix, ICollection<ArchitectureError> errors)
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    /// <summary>The members that nobody asked for.</summary>
    public IEnumerable<JsonMember> Left => json.Members.Where(member => !_taken.Contains(member.Key));

    /// <summary>The keys that somebody asked for, whether they are there or not, in ordinal order.</summary>
    public IEnumerable<string> Asked => _asked.OrderBy(key => key, StringComparer.Ordinal);

    /// <summary>The keys that lead here, each with a dot after it.</summary>
    public string Prefix => prefix;

    /// <summary>Whether there is a key, JSON's null counted too.</summary>
    public bool Has(string key)
    {
        _asked.Add(key);
        return json.Find(key) is not null;
    }

    /// <summary>The value of a key, whatever it is; null when there is none or it is JSON's null.</summary>
    public JsonValue? Take(string key)
    {
        _taken.Add(key);
        _asked.Add(key);
        return json.Find(key) is { } value and not JsonNull ? value : null;
    }

    /// <summary>A whole number of 32 bits that has to be there; 0 after an error.</summary>
    public int Size(string key, ref bool isComplete)
    {
        if (OptionalSize(key) is { } size)
            return size;

        if (Take(key) is null)
            Missing(key, "a whole number");
        isComplete = false;
        return 0;
    }

    /// <summary>A whole number of 32 bits, within bounds; null when it is not there, and after an error.</summary>
    public int? OptionalSize(string key, int least = int.MinValue, int most = int.MaxValue)
    {
        var value = Take(key);
        if (value is null)
            return null;
        if (value is JsonNumber number && number.TryWhole(out var whole) && whole >= least && whole <= most)
            return (int)whole;

        Mistyped(key, value, least == int.MinValue ? "a whole number of 32 bits" : most == int.MaxValue ? $"a whole number, {least} or more" : $"a whole number from {least} to {most}");
        return null;
    }

    /// <summary>A number that has to be there; null after an error.</summary>
    public double? Number(string key)
    {
        if (Take(key) is null)
            Missing(key, "a number");
        return OptionalNumber(key);
    }

    /// <summary>A number above a bound; null when it is not there, and after an error.</summary>
    public double? OptionalNumber(string key, double above = double.NegativeInfinity)
    {
        var value = Take(key);
        if (value is JsonNumber number && number.Value > above)
            return number.Value;
        if (value is not null)
            Mistyped(key, value, double.IsInfinity(above) ? "a number" : $"a number above {JsonWriter.Number(above).Text}");

        return null;
    }

    /// <summary>A number under one of several spellings with bars between, which have to agree; null when none is there.</summary>
    public double? AnyNumber(string keys)
    {
        (string Key, double Value)? first = null;
        foreach (var key in keys.Split('|'))
        {
            if (OptionalNumber(key) is not { } value)
                continue;
            if (first is { } other && other.Value != value)
                Contradictory(other.Key, JsonWriter.Number(other.Value).Text, key, JsonWriter.Number(value).Text);
            first ??= (key, value);
        }

        return first?.Value;
    }

    /// <summary>An array of numbers that has to be there; empty after an error.</summary>
    public EquatableArray<double> Numbers(string key)
    {
        var value = Take(key);
        if (value is JsonArray array && array.Items.All(item => item is JsonNumber))
            return array.Items.Select(item => ((JsonNumber)item).Value).ToEquatableArray();
        if (value is null)
            Missing(key, "an array of numbers");
        else
            Mistyped(key, value, "an array of numbers");

        return default;
    }

    /// <summary>True or false; false when it is not there, and after an error.</summary>
    public bool Flag(string key) => OptionalFlag(key) ?? false;

    /// <summary>True or false; null when it is not there, and after an error.</summary>
    public bool? OptionalFlag(string key)
    {
        var value = Take(key);
        if (value is not null and not JsonBoolean)
            Mistyped(key, value, "true or false");

        return (value as JsonBoolean)?.Value;
    }

    /// <summary>A string; null when it is not there, and after an error.</summary>
    public string? Word(string key)
    {
        var value = Take(key);
        if (value is not null and not JsonString)
            Mistyped(key, value, "a string");

        return (value as JsonString)?.Value;
    }

    public void Missing(string key, string expected) =>
        errors.Add(new("LLMC002", ArchitectureMember.Whole, $"{prefix}{key} is missing", $"expected {expected}", "add it; the file may belong to another kind of model"));

    public void Mistyped(string key, JsonValue value, string expected) =>
        errors.Add(new("LLMC003", ArchitectureMember.Whole, $"{prefix}{key} is {ConfigText.Short(value.Text)} ({value.Position})", $"expected {expected}", "correct it"));

    public void Contradictory(string key, string value, string otherKey, string otherValue) =>
        errors.Add(new("LLMC006", ArchitectureMember.Whole,
            $"{key} is {ConfigText.Short(value)} and {otherKey} is {ConfigText.Short(otherValue)}", "expected the same in both spellings", "remove the wrong one"));
}
