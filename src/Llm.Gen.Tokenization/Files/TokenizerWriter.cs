using System.Text.Encodings.Web;
using System.Text.Json;

namespace Llm.Gen.Tokenization;

/// <summary>Writes the files of trained tokenizers, as the reference writes and reads them.</summary>
internal static class TokenizerWriter
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    /// <summary>tokenizer.json of a byte-level BPE tokenizer.</summary>
    public static byte[] ByteLevelBpe(BpeLearning learning, IEnumerable<string> specialTokens) => Write(json =>
    {
        Head(json, learning.Tokens, specialTokens);
        json.WriteNull("normalizer");
        ByteLevel(json, "pre_tokenizer", addPrefixSpace: false);
        json.WriteNull("post_processor");
        ByteLevel(json, "decoder", addPrefixSpace: true);
        json.WriteStartObject("model");
        json.WriteString("type", "BPE");
        json.WriteNull("dropout");
        json.WriteNull("unk_token");
        json.WriteNull("continuing_subword_prefix");
        json.WriteNull("end_of_word_suffix");
        json.WriteBoolean("fuse_unk", false);
        json.WriteBoolean("byte_fallback", false);
        json.WriteBoolean("ignore_merges", false);
        Vocabulary(json, learning.Tokens);
        json.WriteStartArray("merges");
        foreach (var (left, right) in learning.Merges)
        {
            json.WriteStartArray();
            json.WriteStringValue(left);
            json.WriteStringValue(right);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    /// <summary>tokenizer.json of a tokenizer with one token a character.</summary>
    public static byte[] Characters(IReadOnlyList<string> tokens, IEnumerable<string> specialTokens, string? unknown) => Write(json =>
    {
        Head(json, tokens, specialTokens);
        json.WriteNull("normalizer");
        json.WriteStartObject("pre_tokenizer");
        json.WriteString("type", "Split");
        json.WriteStartObject("pattern");
        json.WriteString("Regex", CharacterScanner.Pattern);
        json.WriteEndObject();
        json.WriteString("behavior", nameof(SplitBehavior.Isolated));
        json.WriteBoolean("invert", false);
        json.WriteEndObject();
        json.WriteNull("post_processor");
        json.WriteStartObject("decoder");
        json.WriteString("type", "Fuse");
        json.WriteEndObject();
        json.WriteStartObject("model");
        json.WriteString("type", "WordLevel");
        Vocabulary(json, tokens);
        json.WriteString("unk_token", unknown ?? WordLevelModel.NoUnknownToken);
        json.WriteEndObject();
    });

    /// <summary>tokenizer.json of a Unigram tokenizer; the first of the special tokens is the unknown one.</summary>
    public static byte[] Unigram(IReadOnlyList<string> specialTokens, IEnumerable<(string Token, double Score)> tokens) => Write(json =>
    {
        Head(json, specialTokens, specialTokens);
        json.WriteNull("normalizer");
        Metaspace(json, "pre_tokenizer");
        json.WriteNull("post_processor");
        Metaspace(json, "decoder");
        json.WriteStartObject("model");
        json.WriteString("type", "Unigram");
        json.WriteNumber("unk_id", 0);
        json.WriteStartArray("vocab");
        foreach (var (token, score) in specialTokens.Select(token => (token, 0.0)).Concat(tokens))
        {
            json.WriteStartArray();
            json.WriteStringValue(token);
            json.WriteNumberValue(score);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteBoolean("byte_fallback", false);
        json.WriteEndObject();
    });

    /// <summary>tokenizer_config.json: the class that reads tokenizer.json as it stands, and the roles of tokens.</summary>
    public static byte[] Config(string? beginningOfText, string? endOfText, string? padding, string? unknown) => Write(json =>
    {
        json.WriteString("tokenizer_class", "PreTrainedTokenizerFast");
        json.WriteBoolean("clean_up_tokenization_spaces", false);
        foreach (var (name, token) in new[] { ("bos_token", beginningOfText), ("eos_token", endOfText), ("pad_token", padding), ("unk_token", unknown) })
        {
            if (token is not null)
                json.WriteString(name, token);
        }
    });

    private static byte[] Write(Action<Utf8JsonWriter> content)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            content(json);
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    private static void Head(Utf8JsonWriter json, IReadOnlyList<string> tokens, IEnumerable<string> specialTokens)
    {
        var special = specialTokens.ToHashSet();
        json.WriteString("version", "1.0");
        json.WriteNull("truncation");
        json.WriteNull("padding");
        json.WriteStartArray("added_tokens");
        for (var id = 0; id < tokens.Count && special.Count > 0; id++)
        {
            if (!special.Remove(tokens[id]))
                continue;
            json.WriteStartObject();
            json.WriteNumber("id", id);
            json.WriteString("content", tokens[id]);
            json.WriteBoolean("single_word", false);
            json.WriteBoolean("lstrip", false);
            json.WriteBoolean("rstrip", false);
            json.WriteBoolean("normalized", false);
            json.WriteBoolean("special", true);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void ByteLevel(Utf8JsonWriter json, string name, bool addPrefixSpace)
    {
        json.WriteStartObject(name);
        json.WriteString("type", "ByteLevel");
        json.WriteBoolean("add_prefix_space", addPrefixSpace);
        json.WriteBoolean("trim_offsets", true);
        json.WriteBoolean("use_regex", true);
        json.WriteEndObject();
    }

    private static void Metaspace(Utf8JsonWriter json, string name)
    {
        json.WriteStartObject(name);
        json.WriteString("type", "Metaspace");
        json.WriteString("replacement", SentencePieceFile.Mark.ToString());
        json.WriteString("prepend_scheme", "always");
        json.WriteBoolean("split", true);
        json.WriteEndObject();
    }

    private static void Vocabulary(Utf8JsonWriter json, IReadOnlyList<string> tokens)
    {
        json.WriteStartObject("vocab");
        for (var id = 0; id < tokens.Count; id++)
            json.WriteNumber(tokens[id], id);
        json.WriteEndObject();
    }
}
