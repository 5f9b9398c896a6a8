namespace Llm.Gen.Architectures;

/// <summary>Rotary positions in config.json: <c>rope_theta</c> with <c>rope_scaling</c>, or both in <c>rope_parameters</c> since transformers 5.</summary>
internal static class RopeConfig
{
    private const string Newer = "rope_parameters";
    private const string Older = "rope_scaling";

    /// <summary>Reads both spellings into a draft whose positions are known; what contradicts or is not known is an error.</summary>
    public static void Read(ConfigFields fields, DecoderDraft draft, RopeKeys keys, List<ArchitectureError> errors)
    {
        var reader = new RopeReading(fields, draft, keys, errors);
        var outer = fields.AnyNumber(keys.Theta);
        var fraction = keys.Fraction is { } key ? fields.AnyNumber(key) : null;
        var (newer, local) = reader.Layered(Newer) ?? (reader.Object(Newer), null);
        var older = reader.Object(Older);
        if (newer is not null && older is not null && newer.Scaling != older.Scaling)
            fields.Contradictory(Older, fields.Take(Older)!.Text, Newer, fields.Take(Newer)!.Text);

        draft.Theta = Agree(First(keys.Theta), outer, "rope_theta", newer?.Theta, older?.Theta) ?? keys.UsualTheta;
        draft.RotaryFraction = (keys.Fraction is null ? null : Agree(First(keys.Fraction), fraction, "partial_rotary_factor", newer?.Fraction, older?.Fraction)) ?? keys.UsualFraction;
        draft.Scaling = newer?.Scaling ?? older?.Scaling;
        if (keys.LocalTheta is { } localKey)
        {
            draft.LocalTheta = Agree(localKey, fields.OptionalNumber(localKey), "sliding_attention.rope_theta", local?.Theta, null) ?? keys.UsualLocalTheta;
            if (fields.Take(localKey) is JsonNumber wrong && !PositionRules.IsBase(wrong.Value))
                fields.Mistyped(localKey, wrong, "a number from 1 to 1e30");        // a rule would name the other base
        }

        double? Agree(string outerKey, double? first, string innerKey, double? ofNewer, double? ofOlder)
        {
            if (first is { } value && (ofNewer ?? ofOlder) is { } second && value != second)
                fields.Contradictory(outerKey, JsonWriter.Number(value).Text, (ofNewer is null ? Older : Newer) + "." + innerKey, JsonWriter.Number(second).Text);
            return first ?? ofNewer ?? ofOlder;
        }
    }

    /// <summary>The members as before transformers 5; those that say nothing are left out.</summary>
    public static IEnumerable<JsonMember> Write(DecoderDraft draft, RopeKeys keys)
    {
        yield return new(First(keys.Theta), JsonWriter.Number(draft.Theta));
        if (keys.LocalTheta is { } local)
            yield return new(local, JsonWriter.Number(draft.LocalTheta ?? keys.UsualLocalTheta));
        if (keys.Fraction is { } fraction)
            yield return new(First(fraction), JsonWriter.Number(draft.RotaryFraction));
        if (draft.Scaling is { } scaling)
            yield return new(Older, RopeScalingConfig.Write(scaling));
    }

    private static string First(string key) => key.Split('|')[0];
}
