namespace Llm.Gen.Architectures;

/// <summary>Reads the objects that hold rotary positions.</summary>
internal sealed class RopeReading(ConfigFields fields, DecoderDraft draft, RopeKeys keys, List<ArchitectureError> errors)
{
    /// <summary>The object of a key, whatever of it is given; null where there is none.</summary>
    public RopeObject? Object(string key)
    {
        var value = fields.Take(key);
        if (value is JsonObject json)
            return Read(key, json);
        if (value is not null)
            fields.Mistyped(key, value, "an object or null");

        return null;
    }

    /// <summary>The objects of layers without and with a window, in a family where they differ; null where the key has one object or none.</summary>
    public (RopeObject? Whole, RopeObject? Local)? Layered(string key)
    {
        if (keys.LocalTheta is null || fields.Take(key) is not JsonObject json || json.Find("full_attention") is null)
            return null;

        var inner = new ConfigFields(json, key + ".", errors);
        var parts = new[] { "full_attention", "sliding_attention" }
            .Select(part => inner.Take(part) is JsonObject layer ? Read($"{key}.{part}", layer) : null)
            .ToList();
        foreach (var left in inner.Left)
            inner.Mistyped(left.Key, left.Value, "only full_attention and sliding_attention here");
        if (parts[1]?.Scaling is not null)
            inner.Mistyped("sliding_attention", inner.Take("sliding_attention")!, "rope_type \"default\" for layers with a window");

        return (parts[0], parts[1]);
    }

    private RopeObject Read(string key, JsonObject json)
    {
        var rope = new ConfigFields(json, key + ".", errors);
        var theta = rope.OptionalNumber("rope_theta");
        var fraction = keys.Fraction is null ? null : rope.OptionalNumber("partial_rotary_factor");
        var (newer, older) = (rope.Word("rope_type"), rope.Word("type"));
        if (newer is not null && older is not null && newer != older)
            rope.Contradictory($"{key}.rope_type", newer, $"{key}.type", older);

        var name = newer ?? older ?? "default";
        if (RopeScalingConfig.KeysOf(name) is not { } known)
        {
            Refuse($"expected rope_type {string.Join(", ", RopeScalingConfig.Names.Select(type => $"\"{type}\""))}, the scalings that are supported");
            return new(theta, fraction, null);
        }

        var scaling = RopeScalingConfig.Read(rope, name, draft);
        if (rope.Left.FirstOrDefault(member => member.Value is not JsonNull) is { } left)
            Refuse($"expected no {ConfigText.Short(left.Key)} for rope_type \"{name}\"{(known.Count == 0 ? ", which has no further keys" : $", whose keys are {string.Join(", ", known)}")}");
        return new(theta, fraction, scaling);

        void Refuse(string expected) =>
            errors.Add(new("LLMC005", ArchitectureMember.RopeScaling, $"{key} is {ConfigText.Short(json.Text)} ({json.Position})", expected, "use a model without it"));
    }
}
