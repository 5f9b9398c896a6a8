namespace Llm.Gen.Tokenization.Templates;

/// <summary>The chat templates and special tokens in the metadata of a GGUF file.</summary>
internal static class GgufTemplates
{
    private const string Template = "chat_template";
    private const string TemplateNames = "chat_templates";

    // What a template calls a token, and what the metadata calls its id.
    private static readonly (string Name, string Key)[] TokenNames =
    [
        ("bos_token", "ggml.bos_token_id"), ("eos_token", "ggml.eos_token_id"), ("unk_token", "ggml.unknown_token_id"), ("pad_token", "ggml.padding_token_id"),
        ("sep_token", "ggml.seperator_token_id"), ("cls_token", "ggml.cls_token_id"), ("mask_token", "ggml.mask_token_id"),
    ];

    /// <summary>Whether a file is a GGUF file.</summary>
    public static bool IsGguf(string path)
    {
        using var stream = File.OpenRead(path);
        Span<byte> start = stackalloc byte[4];
        return stream.ReadAtLeast(start, 4, throwOnEndOfStream: false) == 4 && start.SequenceEqual("GGUF"u8);
    }

    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static void Read(string path, Dictionary<string, string> texts, Dictionary<string, string> specialTokens)
    {
        using var stream = new BufferedStream(File.OpenRead(path), 1 << 16);
        var metadata = GgufMetadata.Read(stream);
        if (metadata.TryGet<string>(Template, out var text))
            texts["default"] = text;
        foreach (var name in metadata.TryGet<string[]>(TemplateNames, out var names) ? names : [])
        {
            if (metadata.TryGet<string>($"{Template}.{name}", out var named))
                texts[name] = named;
        }

        if (!metadata.TryGet<string[]>("ggml.tokens", out var tokens))
            return;
        foreach (var (name, key) in TokenNames)
        {
            if (metadata.Number(key) is { } id && id >= 0 && id < tokens.Length)
                specialTokens[name] = tokens[id];
        }
    }
}
