using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Llm.Gen.Tokenization.Templates;

/// <summary>The templates and special tokens of a Hugging Face folder, of one of its files, or of a GGUF file.</summary>
internal sealed class TemplateFiles
{
    private const string ConfigName = TokenizerFolder.ConfigName;
    private const string SpecialTokensName = "special_tokens_map.json";
    private const string TemplateName = "chat_template.jinja";
    private const string ProcessorTemplateName = "chat_template.json";
    private const string AdditionalFolder = "additional_chat_templates";
    private const string Extension = ".jinja";

    private static readonly string[] TokenNames = ["bos_token", "eos_token", "unk_token", "sep_token", "pad_token", "cls_token", "mask_token"];

    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _specialTokens = new(StringComparer.Ordinal);
    private readonly List<string> _additional = [];

    private TemplateFiles(string name) => Name = name;

    /// <summary>What messages call them.</summary>
    public string Name { get; }

    public IReadOnlyDictionary<string, string> Texts => _texts;

    public IReadOnlyDictionary<string, string> SpecialTokens => _specialTokens;

    public IReadOnlyList<string> AdditionalSpecialTokens => _additional;

    public static TemplateFiles Read(string path)
    {
        var files = new TemplateFiles(path);
        if (Directory.Exists(path))
            files.ReadFolder(path);
        else if (!File.Exists(path))
            throw new FileNotFoundException($"There is no chat template at '{path}'; expected a Hugging Face folder, a {Extension} file, a {ConfigName} or a GGUF file.", path);
        else if (GgufTemplates.IsGguf(path))
            files.ReadGguf(path);
        else if (path.EndsWith(".json", StringComparison.Ordinal))
            files.ReadConfig(path);
        else
            files._texts["default"] = ReadText(path);
        if (files._texts.Count == 0)
            throw new FileNotFoundException($"'{path}' holds no chat template; it would be in {ConfigName}, {TemplateName} or the metadata of a GGUF file. A model that was not trained for chats has none.", path);
        return files;
    }

    private void ReadFolder(string folder)
    {
        foreach (var name in (ReadOnlySpan<string>)[SpecialTokensName, ConfigName, ProcessorTemplateName])
        {
            if (Path.Combine(folder, name) is var file && File.Exists(file))
                ReadConfig(file);
        }

        if (Path.Combine(folder, TemplateName) is var template && File.Exists(template))
            _texts["default"] = ReadText(template);
        if (Path.Combine(folder, AdditionalFolder) is var additional && Directory.Exists(additional))
        {
            foreach (var file in Directory.EnumerateFiles(additional, "*" + Extension))
                _texts[Path.GetFileNameWithoutExtension(file)] = ReadText(file);
        }

        if (_texts.Count == 0 && Directory.GetFiles(folder, "*.gguf") is [var only])
            ReadGguf(only);
    }

    private void ReadGguf(string path) => InFile.Named(path, () =>
    {
        GgufTemplates.Read(path, _texts, _specialTokens);
        return path;
    });

    private void ReadConfig(string path)
    {
        using var document = ReadJson(path);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
            throw new InvalidDataException($"{path}: the file is no JSON object.");
        foreach (var property in document.RootElement.EnumerateObject())
        {
            if (property.NameEquals("chat_template"))
                ReadTemplates(property.Value, path);
            else if (property.NameEquals("additional_special_tokens") && property.Value.ValueKind == JsonValueKind.Array)
                ReadAdditional(property.Value, path);
            else if (Array.Find(TokenNames, name => property.NameEquals(name)) is { } token && Token(property.Value, path) is { } text)
                _specialTokens[token] = text;
            else if (property.NameEquals("extra_special_tokens") && property.Value.ValueKind == JsonValueKind.Object)
                ReadExtra(property.Value, path);
        }
    }

    // One text, or a list of named ones.
    private void ReadTemplates(JsonElement value, string path)
    {
        if (value.ValueKind == JsonValueKind.String)
            _texts["default"] = Text(value, path);
        else if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in value.EnumerateArray())
            {
                if (item.ValueKind != JsonValueKind.Object || !IsText(item, "name", out var name) || !IsText(item, "template", out var template))
                    throw new InvalidDataException($"{path}: an item of chat_template has no \"name\" and \"template\".");
                _texts[Text(name, path)] = Text(template, path);
            }
        }
        else if (value.ValueKind != JsonValueKind.Null)
            throw new InvalidDataException($"{path}: chat_template is {Conversation.Kind(value)}; expected a string, or an array of objects with \"name\" and \"template\".");
    }

    private void ReadAdditional(JsonElement list, string path)
    {
        _additional.Clear();
        _additional.AddRange(list.EnumerateArray().Select(item => Token(item, path)).OfType<string>());
    }

    private void ReadExtra(JsonElement tokens, string path)
    {
        foreach (var token in tokens.EnumerateObject())
        {
            if (Token(token.Value, path) is { } text)
                _specialTokens[token.Name] = text;
        }
    }

    // A text, or an object with the field "content".
    private static string? Token(JsonElement value, string path) =>
        value.ValueKind == JsonValueKind.String ? Text(value, path)
        : value.ValueKind == JsonValueKind.Object && IsText(value, "content", out var content) ? Text(content, path)
        : null;

    private static bool IsText(JsonElement item, string name, out JsonElement value) => item.TryGetProperty(name, out value) && value.ValueKind == JsonValueKind.String;

    private static string Text(JsonElement value, string path)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException exception)
        {
            throw new InvalidDataException($"{path}: a text holds half of a surrogate pair.", exception);
        }
    }

    private static JsonDocument ReadJson(string path)
    {
        try
        {
            return JsonDocument.Parse(File.ReadAllBytes(path));
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"{path} is not JSON: {exception.Message}", exception);
        }
    }

    private static string ReadText(string path)
    {
        var text = File.ReadAllBytes(path);
        return Utf8.IsValid(text) ? Encoding.UTF8.GetString(text).TrimStart('\uFEFF') : throw new InvalidDataException($"{path} is not UTF-8.");
    }
}
