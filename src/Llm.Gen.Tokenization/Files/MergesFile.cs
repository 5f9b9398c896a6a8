using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Llm.Gen.Tokenization;

/// <summary>Makes a tokenizer.json of vocab.json and merges.txt. Their tokenizer's class, in tokenizer_config.json, says how texts are cut.</summary>
internal static class MergesFile
{
    /// <param name="vocabulary">The text of vocab.json.</param>
    /// <param name="merges">The text of merges.txt.</param>
    /// <param name="config">What lies beside them.</param>
    /// <exception cref="NotSupportedException">The class is not known.</exception>
    public static byte[] Convert(ReadOnlyMemory<byte> vocabulary, ReadOnlyMemory<byte> merges, TokenizerConfig config)
    {
        var converted = config.TokenizerClass switch
        {
            null or "GPT2Tokenizer" or "CodeGenTokenizer" or "PreTrainedTokenizer" => Gpt2(config),
            "Qwen2Tokenizer" => Qwen2(config),
            "RobertaTokenizer" or "BartTokenizer" or "LongformerTokenizer" => Roberta(vocabulary, config),
            var other => throw new NotSupportedException(
                $"tokenizer_config.json names the class {other}, of which vocab.json and merges.txt alone do not say how it cuts texts; known are GPT2Tokenizer, CodeGenTokenizer, Qwen2Tokenizer, RobertaTokenizer, BartTokenizer and LongformerTokenizer. Use its tokenizer.json."),
        };
        return (converted with { Model = json => WriteModel(json, vocabulary, merges) }).Write();
    }

    private static ConvertedTokenizer Gpt2(TokenizerConfig config) => new()
    {
        AddedTokens = AddedTokens(config),
        PreTokenizer = Gpt2Splits(config, fallback: false),
        PostProcessor = """{"type":"ByteLevel","add_prefix_space":true,"trim_offsets":false,"use_regex":true}""",
        Model = _ => { },
    };

    private static ConvertedTokenizer Qwen2(TokenizerConfig config) => Gpt2(config) with
    {
        Normalizer = """{"type":"NFC"}""",
        PreTokenizer = ConvertedTokenizer.Sequence([ConvertedTokenizer.Split(Gpt4Scanner.SingleDigits), ConvertedTokenizer.Bytes]),
        PostProcessor = """{"type":"ByteLevel","add_prefix_space":false,"trim_offsets":false,"use_regex":false}""",
    };

    private static ConvertedTokenizer Roberta(ReadOnlyMemory<byte> vocabulary, TokenizerConfig config)
    {
        using var document = Parse(vocabulary);
        var (begin, end) = (Token("cls_token", "<s>"), Token("sep_token", "</s>"));
        var prefix = (config.Flag("add_prefix_space") ?? false) ? "true" : "false";
        return Gpt2(config) with
        {
            PostProcessor = $$"""{"type":"RobertaProcessing","sep":{{end}},"cls":{{begin}},"trim_offsets":true,"add_prefix_space":{{prefix}}}""",
        };

        string Token(string role, string fallback)
        {
            var text = config.Token(role) ?? fallback;
            return new Component(document.RootElement, "vocab.json") is var tokens && tokens.Has(text)
                ? $"[{ConvertedTokenizer.Quoted(text)},{tokens.Number(text)}]"
                : throw new InvalidDataException($"vocab.json lacks '{text}', the {role} of the tokenizer; add it or name another.");
        }
    }

    private static string Gpt2Splits(TokenizerConfig config, bool fallback) =>
        (config.Flag("add_prefix_space") ?? fallback) ? ConvertedTokenizer.Gpt2.Replace("\"add_prefix_space\":false", "\"add_prefix_space\":true", StringComparison.Ordinal) : ConvertedTokenizer.Gpt2;

    // Where nobody lists them, the tokens with a role are the added ones; their ids are those of the vocabulary.
    private static IEnumerable<AddedToken> AddedTokens(TokenizerConfig config)
    {
        if (config.AddedTokens() is { Count: > 0 } listed)
            return listed;
        string[] roles = ["bos_token", "eos_token", "unk_token", "sep_token", "pad_token", "cls_token", "mask_token"];
        return roles.Select(config.Token).OfType<string>().Distinct().Select(text => new AddedToken { Content = text, Id = 0, IsSpecial = true });
    }

    private static void WriteModel(Utf8JsonWriter json, ReadOnlyMemory<byte> vocabulary, ReadOnlyMemory<byte> merges)
    {
        using var document = Parse(vocabulary);
        json.WriteString("type", "BPE");
        json.WritePropertyName("vocab");
        document.RootElement.WriteTo(json);
        json.WriteStartArray("merges");
        foreach (var line in Lines(merges))
            json.WriteStringValue(line);
        json.WriteEndArray();
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> vocabulary)
    {
        try
        {
            var document = JsonDocument.Parse(vocabulary);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document : throw new InvalidDataException("vocab.json is not a JSON object of tokens and ids.");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"vocab.json is not JSON: {exception.Message}", exception);
        }
    }

    private static IEnumerable<string> Lines(ReadOnlyMemory<byte> merges)
    {
        if (!Utf8.IsValid(merges.Span))
            throw new InvalidDataException("merges.txt holds bytes that are not UTF-8; copy the file again.");
        return Encoding.UTF8.GetString(merges.Span).Split('\n').Select(line => line.TrimEnd('\r'))
            .Where((line, index) => line.Length > 0 && !(index == 0 && line.StartsWith("#version", StringComparison.Ordinal)));
    }
}
