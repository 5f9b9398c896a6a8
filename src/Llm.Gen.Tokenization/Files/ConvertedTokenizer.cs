using System.Text.Encodings.Web;
using System.Text.Json;

namespace Llm.Gen.Tokenization;

/// <summary>A tokenizer.json made from the files of another format. Components are JSON texts.</summary>
internal sealed record ConvertedTokenizer
{
    /// <summary>The step that turns text into bytes, without splitting.</summary>
    public const string Bytes = """{"type":"ByteLevel","add_prefix_space":false,"trim_offsets":true,"use_regex":false}""";

    /// <summary>GPT-2's splitting and bytes.</summary>
    public const string Gpt2 = """{"type":"ByteLevel","add_prefix_space":false,"trim_offsets":true,"use_regex":true}""";

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public required IEnumerable<AddedToken> AddedTokens { get; init; }

    public string Normalizer { get; init; } = "null";

    public required string PreTokenizer { get; init; }

    public string PostProcessor { get; init; } = "null";

    public string Decoder { get; init; } = Gpt2;

    /// <summary>The fields of the model but for the vocabulary.</summary>
    public required Action<Utf8JsonWriter> Model { get; init; }

    /// <summary>A pattern whose matches are words.</summary>
    public static string Split(string pattern) =>
        $$"""{"type":"Split","pattern":{"Regex":{{Quoted(pattern)}}},"behavior":"Isolated","invert":false}""";

    /// <summary>Steps in order.</summary>
    public static string Sequence(IEnumerable<string> steps) => $$"""{"type":"Sequence","pretokenizers":[{{string.Join(',', steps)}}]}""";

    /// <summary>A template that puts tokens around a text.</summary>
    public static string Template(IReadOnlyList<SpecialToken> before, IReadOnlyList<SpecialToken> after, bool hasTypes = false)
    {
        if (before.Count + after.Count == 0)
            return "null";
        string[] first = [.. before.Select(token => Special(token, 0)), """{"Sequence":{"id":"A","type_id":0}}""", .. after.Select(token => Special(token, 0))];
        string[] second = [.. hasTypes ? [] : before.Select(token => Special(token, 1)), """{"Sequence":{"id":"B","type_id":1}}""", .. after.Select(token => Special(token, 1))];
        var tokens = before.Concat(after).DistinctBy(token => token.Text)
            .Select(token => $$"""{{Quoted(token.Text)}}:{"id":{{Quoted(token.Text)}},"ids":[{{token.Id}}],"tokens":[{{Quoted(token.Text)}}]}""");
        return $$"""{"type":"TemplateProcessing","single":[{{string.Join(',', first)}}],"pair":[{{string.Join(',', first.Concat(second))}}],"special_tokens":{ {{string.Join(',', tokens)}} } }""";
    }

    /// <summary>A text as JSON.</summary>
    public static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    public byte[] Write()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            json.WriteString("version", "1.0");
            json.WriteNull("truncation");
            json.WriteNull("padding");
            json.WriteStartArray("added_tokens");
            foreach (var token in AddedTokens)
                Write(json, token);
            json.WriteEndArray();
            foreach (var (name, value) in new[] { ("normalizer", Normalizer), ("pre_tokenizer", PreTokenizer), ("post_processor", PostProcessor), ("decoder", Decoder) })
            {
                json.WritePropertyName(name);
                json.WriteRawValue(value);
            }

            json.WriteStartObject("model");
            Model(json);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static string Special(SpecialToken token, int type) => $$"""{"SpecialToken":{"id":{{Quoted(token.Text)}},"type_id":{{type}} } }""";

    private static void Write(Utf8JsonWriter json, AddedToken token)
    {
        json.WriteStartObject();
        json.WriteNumber("id", token.Id);
        json.WriteString("content", token.Content);
        json.WriteBoolean("single_word", token.IsSingleWord);
        json.WriteBoolean("lstrip", token.StripsLeft);
        json.WriteBoolean("rstrip", token.StripsRight);
        json.WriteBoolean("normalized", token.IsNormalized);
        json.WriteBoolean("special", token.IsSpecial);
        json.WriteEndObject();
    }
}
