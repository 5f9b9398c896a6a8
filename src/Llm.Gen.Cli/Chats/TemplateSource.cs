using Llm.Gen.Runtime.Formats;
using Llm.Gen.Tokenization;

namespace Llm.Gen.Cli.Chats;

/// <summary>The chat templates of a MODEL: a Hugging Face folder, a .gguf, or a file with a template.</summary>
internal static class TemplateSource
{
    private const string Single = "tokenizer.chat_template";
    private const string Tokens = "tokenizer.ggml.tokens";

    // What a template calls a token, and what the metadata calls its id.
    private static readonly (string Name, string Key)[] TokenNames =
    [
        ("bos_token", "tokenizer.ggml.bos_token_id"),
        ("eos_token", "tokenizer.ggml.eos_token_id"),
        ("unk_token", "tokenizer.ggml.unknown_token_id"),
        ("pad_token", "tokenizer.ggml.padding_token_id"),
    ];

    public static ChatTemplates Load(string path) =>
        File.Exists(path) && path.EndsWith(".gguf", StringComparison.OrdinalIgnoreCase) ? LoadGguf(path) : ChatTemplates.Load(path);

    private static ChatTemplates LoadGguf(string path)
    {
        using var file = GgufFile.Open(path);
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in file.Metadata)
        {
            if (value.Value is string text && key.StartsWith(Single, StringComparison.Ordinal) && key.Length != Single.Length + 1)
                texts[key.Length == Single.Length ? "default" : key[(Single.Length + 1)..]] = text;
        }

        if (texts.Count == 0)
            throw new InvalidDataException($"{path}: the file holds no chat template ({Single}); a model that was not trained for chats has none.");
        return new(texts, new ChatTemplateOptions { Name = path, SpecialTokens = SpecialTokens(file) });
    }

    private static Dictionary<string, string> SpecialTokens(GgufFile file)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!file.Metadata.TryGetValue(Tokens, out var list) || list.Value is not string[] tokens)
            return found;
        foreach (var (name, key) in TokenNames)
        {
            if (file.Metadata.TryGetValue(key, out var id) && id.Value is uint place && place < tokens.Length)
                found[name] = tokens[place];
        }

        return found;
    }
}
