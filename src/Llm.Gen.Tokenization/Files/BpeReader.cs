using System.Text.Json;

namespace Llm.Gen.Tokenization;

/// <summary>Reads the model "BPE".</summary>
internal static class BpeReader
{
    public static (BpeOptions Options, MergeTable Merges) Read(Component model, Vocabulary vocabulary)
    {
        var options = Options(model, vocabulary);
        return (options, Merges(model, vocabulary, options.ContinuingSubwordPrefix));
    }

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
}
