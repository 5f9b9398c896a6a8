using System.Diagnostics;

namespace Llm.Gen.Architectures;

/// <summary>Rotary positions in config.json: <c>rope_theta</c> with <c>rope_scaling</c>, or both in <c>rope_parameters</c> since transformers 5.</summary>
internal static class RopeConfig
{
    private const double UsualTheta = 10_000;

    // The names of the scalings, and the keys that each may have beside its name and the base.
    private static readonly (string Name, string[] Keys)[] Types =
    [
        ("default", []),
        ("linear", ["factor"]),
        ("dynamic", ["factor"]),
        ("yarn", ["factor", "original_max_position_embeddings", "beta_fast", "beta_slow", "attention_factor", "mscale", "mscale_all_dim", "truncate"]),
        ("llama3", ["factor", "original_max_position_embeddings", "low_freq_factor", "high_freq_factor"]),
    ];

    /// <summary>Reads both spellings; what contradicts or is not known is an error.</summary>
    public static RopeSpec Read(ConfigFields fields, int positions, List<ArchitectureError> errors)
    {
        var outer = fields.OptionalNumber("rope_theta");
        var newer = ReadObject(fields, "rope_parameters", positions, errors);
        var older = ReadObject(fields, "rope_scaling", positions, errors);
        var inner = newer?.Theta ?? older?.Theta;
        if (outer is { } first && inner is { } second && first != second)
            fields.Contradictory("rope_theta", JsonWriter.Number(first).Text, (newer?.Theta is null ? "rope_scaling" : "rope_parameters") + ".rope_theta", JsonWriter.Number(second).Text);
        if (newer is not null && older is not null && newer.Scaling != older.Scaling)
            fields.Contradictory("rope_scaling", fields.Take("rope_scaling")!.Text, "rope_parameters", fields.Take("rope_parameters")!.Text);

        return new() { Theta = outer ?? inner ?? UsualTheta, Scaling = newer?.Scaling ?? older?.Scaling };
    }

    /// <summary>The scaling as <c>rope_scaling</c> has it: null where there is none.</summary>
    public static JsonValue Write(RopeScalingSpec? scaling)
    {
        if (scaling is null)
            return new JsonNull();

        var members = new List<(string Key, JsonValue? Value)> { ("factor", JsonWriter.Number(scaling.Factor)), ("rope_type", new JsonString(NameOf(scaling))) };
        if (scaling is Llama3ScalingSpec llama)
        {
            members.Add(("original_max_position_embeddings", JsonWriter.Number(llama.OriginalPositions)));
            members.Add(("low_freq_factor", JsonWriter.Number(llama.LowFrequencyFactor)));
            members.Add(("high_freq_factor", JsonWriter.Number(llama.HighFrequencyFactor)));
        }
        else if (scaling is YarnScalingSpec yarn)
        {
            members.Add(("original_max_position_embeddings", JsonWriter.Number(yarn.OriginalPositions)));
            members.Add(("beta_fast", JsonWriter.Number(yarn.BetaFast)));
            members.Add(("beta_slow", JsonWriter.Number(yarn.BetaSlow)));
            members.Add(("attention_factor", Optional(yarn.AttentionFactor)));
            members.Add(("mscale", Optional(yarn.Mscale)));
            members.Add(("mscale_all_dim", Optional(yarn.MscaleAllDimensions)));
            members.Add(("truncate", yarn.Truncate ? null : new JsonBoolean(false)));
        }

        return new JsonObject(members.Where(member => member.Value is not null).OrderBy(member => member.Key, StringComparer.Ordinal)
            .Select(member => new JsonMember(member.Key, member.Value!)).ToEquatableArray());
    }

    private static RopeObject? ReadObject(ConfigFields fields, string key, int positions, List<ArchitectureError> errors)
    {
        var value = fields.Take(key);
        if (value is null)
            return null;
        if (value is not JsonObject json)
        {
            fields.Mistyped(key, value, "an object or null");
            return null;
        }

        var rope = new ConfigFields(json, key + ".", errors);
        var theta = rope.OptionalNumber("rope_theta");
        var (newer, older) = (rope.Word("rope_type"), rope.Word("type"));
        if (newer is not null && older is not null && newer != older)
            rope.Contradictory($"{key}.rope_type", newer, $"{key}.type", older);

        var name = newer ?? older ?? "default";
        var type = Array.Find(Types, type => type.Name == name);
        if (type.Name is null)
        {
            Refuse($"expected rope_type {string.Join(", ", Types.Select(known => $"\"{known.Name}\""))}, the scalings that are supported");
            return new(theta, null);
        }

        var scaling = Scaling(rope, name, positions);
        if (rope.Left.FirstOrDefault(member => member.Value is not JsonNull) is { } left)
            Refuse($"expected no {ConfigText.Short(left.Key)} for rope_type \"{name}\"{(type.Keys.Length == 0 ? ", which has no further keys" : $", whose keys are {string.Join(", ", type.Keys)}")}");
        return new(theta, scaling);

        void Refuse(string expected) =>
            errors.Add(new("LLMC005", ArchitectureMember.RopeScaling, $"{key} is {ConfigText.Short(value.Text)} ({value.Position})", expected, "use a model without it"));
    }

    private static RopeScalingSpec? Scaling(ConfigFields rope, string name, int positions)
    {
        if (name == "default")
            return null;

        var factor = rope.Number("factor") ?? 1;
        return name switch
        {
            "linear" => new LinearScalingSpec { Factor = factor },
            "dynamic" => new DynamicScalingSpec { Factor = factor },
            "yarn" => new YarnScalingSpec
            {
                Factor = factor,
                OriginalPositions = rope.OptionalSize("original_max_position_embeddings") ?? positions,
                BetaFast = rope.OptionalNumber("beta_fast") ?? 32,
                BetaSlow = rope.OptionalNumber("beta_slow") ?? 1,
                AttentionFactor = rope.OptionalNumber("attention_factor"),
                Mscale = rope.OptionalNumber("mscale"),
                MscaleAllDimensions = rope.OptionalNumber("mscale_all_dim"),
                Truncate = rope.OptionalFlag("truncate") ?? true,
            },
            "llama3" => Llama3(rope, factor),
            _ => throw new UnreachableException(),
        };
    }

    private static Llama3ScalingSpec Llama3(ConfigFields rope, double factor)
    {
        var isComplete = true;
        return new()
        {
            Factor = factor,
            OriginalPositions = rope.Size("original_max_position_embeddings", ref isComplete),
            LowFrequencyFactor = rope.Number("low_freq_factor") ?? 0,
            HighFrequencyFactor = rope.Number("high_freq_factor") ?? 0,
        };
    }

    private static string NameOf(RopeScalingSpec scaling) => scaling switch
    {
        LinearScalingSpec => "linear",
        DynamicScalingSpec => "dynamic",
        YarnScalingSpec => "yarn",
        Llama3ScalingSpec => "llama3",
        _ => throw new UnreachableException(),
    };

    private static JsonNumber? Optional(double? value) => value is { } given ? JsonWriter.Number(given) : null;

    private sealed record RopeObject(double? Theta, RopeScalingSpec? Scaling);
}
