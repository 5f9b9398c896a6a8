using System.Text.Json;

namespace Llm.Gen.Tokenization;

/// <summary>Reads the model "Unigram".</summary>
internal static class UnigramReader
{
    public static Vocabulary Vocabulary(Component model)
    {
        var entries = model.Array("vocab");
        var vocabulary = new Vocabulary(entries.Count);
        for (var id = 0; id < entries.Count; id++)
            vocabulary.Add(Entry(entries[id], id).Token, id);
        return vocabulary;
    }

    public static UnigramModel Read(Component model, Vocabulary vocabulary)
    {
        model.Allow("vocab", "unk_id", "byte_fallback");
        var entries = model.Array("vocab").Select((entry, id) => (Entry(entry, id).Token, id, Entry(entry, id).Score)).ToArray();
        var unknown = new UnigramUnknown(vocabulary, UnknownId(model, entries.Length), model.Flag("byte_fallback"));
        return new(entries, entries.Select(entry => entry.Score).DefaultIfEmpty().Min(), unknown, isSinglePrecision: false);
    }

    private static int UnknownId(Component model, int count)
    {
        if (!model.Has("unk_id"))
            return -1;
        var id = model.Count("unk_id");
        return id < count ? id : throw new InvalidDataException($"model.unk_id is {id}, but model.vocab has {count} tokens; name one of them or set it to null.");
    }

    private static (string Token, double Score) Entry(JsonElement entry, int id) =>
        entry.ValueKind == JsonValueKind.Array && entry.GetArrayLength() == 2 && entry[0].ValueKind == JsonValueKind.String &&
        entry[1].ValueKind == JsonValueKind.Number && entry[1].TryGetDouble(out var score) && double.IsFinite(score)
            ? (Component.ReadText(entry[0], "model.vocab"), score)
            : throw new InvalidDataException($"model.vocab[{id}] is {entry.GetRawText()}; expected a token and its score.");
}
