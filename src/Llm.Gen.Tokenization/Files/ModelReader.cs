using System.Text.Json;

namespace Llm.Gen.Tokenization;

/// <summary>Reads the field "model".</summary>
internal static class ModelReader
{
    private const string Supported = "BPE, WordPiece, WordLevel and Unigram";

    /// <summary>The vocabulary of the model, without added tokens.</summary>
    public static Vocabulary Vocabulary(Component model)
    {
        var type = Type(model);
        if (type is not ("BPE" or "WordLevel" or "WordPiece" or "Unigram"))
            throw new NotSupportedException($"model is '{type}', which is not supported; supported are {Supported}.");
        if (type == "Unigram")
            return UnigramReader.Vocabulary(model);
        var entries = model.Value("vocab", JsonValueKind.Object, "an object of tokens and ids");
        var vocabulary = new Vocabulary(entries.GetPropertyCount());
        foreach (var entry in entries.EnumerateObject())
            vocabulary.Add(Component.ReadName(entry, "model.vocab"), Id(entry));
        return vocabulary;
    }

    /// <summary>The model, for words written in the characters of its tokens.</summary>
    public static Stage Read(Component model, Vocabulary vocabulary) => Type(model) switch
    {
        "WordLevel" => WordLevel(model, vocabulary),
        "WordPiece" => WordPiece(model, vocabulary),
        "Unigram" => UnigramReader.Read(model, vocabulary),
        _ => Bpe(model, vocabulary),
    };

    /// <summary>Whether the model is BPE over plain symbols, which can take bytes for the characters that stand for them.</summary>
    public static bool CanTakeBytes(Component model) =>
        Type(model) == "BPE" && !model.Flag("byte_fallback") &&
        string.IsNullOrEmpty(model.OptionalText("continuing_subword_prefix")) && string.IsNullOrEmpty(model.OptionalText("end_of_word_suffix"));

    // Old files do not say what their model is; what they hold does.
    private static string Type(Component model)
    {
        if (model.OptionalText("type") is { } type)
            return type;
        if (model.Has("merges"))
            return "BPE";
        if (model.Has("max_input_chars_per_word"))
            return "WordPiece";
        if (model.Has("unk_id"))
            return "Unigram";
        return model.Has("unk_token") ? "WordLevel" : throw new InvalidDataException($"model.type is missing; expected the name of a model: {Supported}.");
    }

    private static CharacterBpeModel Bpe(Component model, Vocabulary vocabulary)
    {
        var (options, merges) = BpeReader.Read(model, vocabulary);
        return new(vocabulary, merges, options);
    }

    private static WordLevelModel WordLevel(Component model, Vocabulary vocabulary)
    {
        model.Allow("vocab", "unk_token");
        return new(vocabulary, model.OptionalText("unk_token"));
    }

    private static WordPieceModel WordPiece(Component model, Vocabulary vocabulary)
    {
        model.Allow("vocab", "unk_token", "continuing_subword_prefix", "max_input_chars_per_word");
        return new(vocabulary, model.OptionalText("unk_token") ?? "[UNK]", model.OptionalText("continuing_subword_prefix") ?? "##", model.Count("max_input_chars_per_word", fallback: 100));
    }

    private static int Id(JsonProperty entry) =>
        entry.Value.ValueKind == JsonValueKind.Number && entry.Value.TryGetInt32(out var id)
            ? id
            : throw new InvalidDataException($"model.vocab has '{entry.Value.GetRawText()}' as the id of '{entry.Name}'; expected a whole number from 0.");
}
