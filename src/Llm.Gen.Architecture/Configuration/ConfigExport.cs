namespace Llm.Gen.Architectures;

/// <summary>Writes config.json.</summary>
internal static class ConfigExport
{
    public static string ToJson(ModelConfig config)
    {
        var members = Members(config.Architecture).Concat(Beside(config)).OrderBy(member => member.Key, StringComparer.Ordinal);
        return JsonWriter.Write(new JsonObject(members.ToEquatableArray()));
    }

    /// <summary>What the architecture says, in the order of its parts; equal architectures have equal members.</summary>
    public static IReadOnlyList<JsonMember> Members(Architecture architecture) =>
        [new("model_type", new JsonString(architecture.Family)), .. ModelFamily.Of(architecture).Write(architecture)];

    private static IEnumerable<JsonMember> Beside(ModelConfig config)
    {
        yield return new("architectures", new JsonArray(new([new JsonString(ModelFamily.Of(config.Architecture).ClassName)])));
        if (config.Precision is { } precision)
            yield return new("torch_dtype", new JsonString(PrecisionNames.Of(precision)));
        if (config.Tokens.Begin is { } begin)
            yield return new("bos_token_id", JsonWriter.Number(begin));
        if (config.Tokens.Ends is { Count: > 0 } ends)
            yield return new("eos_token_id", ends.Count == 1 ? JsonWriter.Number(ends[0]) : new JsonArray(new(ends.Select(end => JsonWriter.Number(end)))));
        if (config.Tokens.Padding is { } padding)
            yield return new("pad_token_id", JsonWriter.Number(padding));
    }
}
