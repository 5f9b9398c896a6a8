using System.Text.Json;

namespace Llm.Gen.Tokenization;

/// <summary>Reads the field "model".</summary>
internal static class ModelReader
{
    /// <summary>The vocabulary of the model, without added tokens.</summary>
    public static Vocabulary Vocabulary(Component model)
    {
        var type = Type(model);
        if (type is not ("BPE" or "WordLevel"))
            throw new NotSupportedException($"model is '{type}', which is not supported; supported are BPE and WordLevel.");
        var entries = model.Value("vocab", JsonValueKind.Object, "an object of tokens and ids");
        var vocabulary = new Vocabulary(entries.GetPropertyCount());
        foreach (var entry in entries.EnumerateObject())
            vocabulary.Add(Component.ReadName(entry, "model.vocab"), Id(entry));
        return vocabulary;
    }

    /// <summary>The model; <paramref name="takesBytes"/> if the text reaches it as it is, where the file means its bytes.</summary>
    public static Stage Read(Component model, Vocabulary vocabulary, bool takesBytes)
    {
        if (Type(model) == "WordLevel")
        {
            model.Allow("vocab", "unk_token");
            return new WordLevelModel(vocabulary, model.OptionalText("unk_token"));
        }

        var options = Options(model, vocabulary);
        var merges = Merges(model, vocabulary, options.ContinuingSubwordPrefix);
        return takesBytes ? new ByteBpeModel(vocabulary, merges, options) : new CharacterBpeModel(vocabulary, merges, options);
    }

    /// <summary>Whether the model is BPE over plain symbols, which can take bytes for the characters that stand for them.</summary>
    public static bool CanTakeBytes(Component model) =>
        Type(model) == "BPE" && !model.Flag("byte_fallback") &&
        string.IsNullOrEmpty(model.OptionalText("continuing_subword_prefix")) && string.IsNullOrEmpty(model.OptionalText("end_of_word_suffix"));

    // Old files of BPE models do not say so; what they hold does.
    private static string Type(Component model) =>
        model.OptionalText("type") ?? (model.Has("merges") ? "BPE" : throw new InvalidDataException("model.type is missing; expected the name of a model, such as BPE."));

    private static BpeOptions Options(Component model, Vocabulary vocabulary)
    {
        model.Allow("dropout", "unk_token", "continuing_subword_prefix", "end_of_word_suffix", "fuse_unk", "byte_fallback", "ignore_merges", "vocab", "merges");
        if (model.Has("dropout") && model.Value("dropout", JsonValueKind.Number, "a number").GetDouble() != 0)
            throw new NotSupportedException("model.dropout is not 0; encoding at random is not supported. Set it to null.");
        return new()
        {
            UnknownToken = KnownToken(model, vocabulary, "unk_token"),
            ContinuingSubwordPrefix = model.OptionalText("continuing_subword_prefix"),
            EndOfWordSuffix = model.OptionalText("end_of_word_suffix"),
            FusesUnknown = model.Flag("fuse_unk"),
            FallsBackToBytes = model.Flag("byte_fallback"),
            IgnoresMerges = model.Flag("ignore_merges"),
        };
    }

    private static string? KnownToken(Component model, Vocabulary vocabulary, string name)
    {
        var token = model.OptionalText(name);
        return token is null || vocabulary.IdOf(token) >= 0
            ? token
            : throw new InvalidDataException($"model.{name} is '{token}', which is not in model.vocab; add it or set {name} to null.");
    }

    private static MergeTable Merges(Component model, Vocabulary vocabulary, string? prefix)
    {
        var items = model.Value("merges", JsonValueKind.Array, "an array of merges");
        var table = new MergeTable(items.GetArrayLength());
        var rank = 0;
        Span<char> buffer = stackalloc char[256];
        foreach (var item in items.EnumerateArray())
        {
            var (left, right) = Pair(item, rank);
            var tail = prefix is { Length: > 0 } && right.StartsWith(prefix, StringComparison.Ordinal) ? right.AsSpan(prefix.Length) : right;
            var length = left.Length + tail.Length;
            var merged = length <= buffer.Length ? buffer[..length] : new char[length];
            left.CopyTo(merged);
            tail.CopyTo(merged[left.Length..]);
            table.Set(Known(left, vocabulary, rank), Known(right, vocabulary, rank), rank, Known(merged, vocabulary, rank));
            rank++;
        }

        return table;
    }

    private static int Known(ReadOnlySpan<char> token, Vocabulary vocabulary, int rank) =>
        vocabulary.IdOf(token) is var id and >= 0
            ? id
            : throw new InvalidDataException($"model.merges[{rank}] needs the token '{token}', which is not in model.vocab; the file is damaged or cut.");

    // "left right" in older files, ["left", "right"] in newer ones.
    private static (string Left, string Right) Pair(JsonElement item, int rank)
    {
        var place = $"model.merges[{rank}]";
        if (item.ValueKind == JsonValueKind.Array && item.GetArrayLength() == 2 && item[0].ValueKind == JsonValueKind.String && item[1].ValueKind == JsonValueKind.String)
            return (Component.ReadText(item[0], place), Component.ReadText(item[1], place));
        if (item.ValueKind == JsonValueKind.String && Component.ReadText(item, place) is var text && text.IndexOf(' ') is var space && space > 0 && text.IndexOf(' ', space + 1) < 0)
            return (text[..space], text[(space + 1)..]);
        throw new InvalidDataException($"{place} is {item.GetRawText()}; expected two tokens, as \"left right\" or [\"left\", \"right\"].");
    }

    private static int Id(JsonProperty entry) =>
        entry.Value.ValueKind == JsonValueKind.Number && entry.Value.TryGetInt32(out var id)
            ? id
            : throw new InvalidDataException($"model.vocab has '{entry.Value.GetRawText()}' as the id of '{entry.Name}'; expected a whole number from 0.");
}
