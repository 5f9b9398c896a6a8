using System.Diagnostics;

namespace Llm.Gen.Architectures;

/// <summary>One rotary scaling in config.json.</summary>
internal static class RopeScalingConfig
{
    // The names of the scalings, and the keys that each may have beside its name and the base.
    private static readonly (string Name, string[] Keys)[] Types =
    [
        ("default", []),
        ("linear", ["factor"]),
        ("dynamic", ["factor"]),
        ("yarn", ["factor", "original_max_position_embeddings", "beta_fast", "beta_slow", "attention_factor", "mscale", "mscale_all_dim", "truncate"]),
        ("llama3", ["factor", "original_max_position_embeddings", "low_freq_factor", "high_freq_factor"]),
        ("longrope", ["short_factor", "long_factor", "original_max_position_embeddings", "factor", "attention_factor"]),
    ];

    /// <summary>The names of the scalings.</summary>
    public static IEnumerable<string> Names => Types.Select(type => type.Name);

    /// <summary>The keys of a scaling; null for one that is not supported.</summary>
    public static IReadOnlyList<string>? KeysOf(string name) => Array.Find(Types, type => type.Name == Plain(name)).Keys;

    /// <summary>Reads a scaling of a known name; null for none.</summary>
    public static RopeScalingSpec? Read(ConfigFields rope, string name, DecoderDraft draft)
    {
        switch (Plain(name))
        {
            case "default":
                return null;
            case "longrope":
                return LongRope(rope, draft);
        }

        var factor = rope.Number("factor") ?? 1;
        return name switch
        {
            "linear" => new LinearScalingSpec { Factor = factor },
            "dynamic" => new DynamicScalingSpec { Factor = factor },
            "yarn" => new YarnScalingSpec
            {
                Factor = factor,
                OriginalPositions = rope.OptionalSize("original_max_position_embeddings") ?? draft.Positions,
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

    /// <summary>The object of <c>rope_scaling</c>.</summary>
    public static JsonObject Write(RopeScalingSpec scaling)
    {
        var members = new List<(string Key, JsonValue? Value)> { ("rope_type", new JsonString(NameOf(scaling))) };
        if (scaling is LongRopeScalingSpec longRope)
        {
            members.Add(("original_max_position_embeddings", JsonWriter.Number(longRope.OriginalPositions)));
            members.Add(("short_factor", Numbers(longRope.ShortFactors)));
            members.Add(("long_factor", Numbers(longRope.LongFactors)));
            members.Add(("attention_factor", Optional(longRope.AttentionFactor)));
        }
        else
        {
            members.Add(("factor", JsonWriter.Number(scaling.Factor)));
        }

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

    // How far positions reach follows from the original ones; where nobody gives them, from the factor.
    private static LongRopeScalingSpec LongRope(ConfigFields rope, DecoderDraft draft)
    {
        var given = rope.OptionalNumber("factor");
        var original = rope.OptionalSize("original_max_position_embeddings") ?? (draft.OriginalPositions > 0 ? draft.OriginalPositions : null);
        return new()
        {
            Factor = original is { } positions and > 0 ? draft.Positions / (double)positions : given ?? 1,
            OriginalPositions = original ?? draft.Positions,
            ShortFactors = rope.Numbers("short_factor"),
            LongFactors = rope.Numbers("long_factor"),
            AttentionFactor = rope.OptionalNumber("attention_factor"),
        };
    }

    private static string NameOf(RopeScalingSpec scaling) => scaling switch
    {
        LinearScalingSpec => "linear",
        DynamicScalingSpec => "dynamic",
        YarnScalingSpec => "yarn",
        Llama3ScalingSpec => "llama3",
        LongRopeScalingSpec => "longrope",
        _ => throw new UnreachableException(),
    };

    /// <summary>LongRoPE was first called "su".</summary>
    private static string Plain(string name) => name == "su" ? "longrope" : name;

    private static JsonNumber? Optional(double? value) => value is { } given ? JsonWriter.Number(given) : null;

    private static JsonArray Numbers(IEnumerable<double> values) => new(values.Select(value => (JsonValue)JsonWriter.Number(value)).ToEquatableArray());
}
