using System.Text.Json;

namespace Llm.Gen.Tokenization;

/// <summary>The files of a tokenizer as they were read, so that saving writes them again unchanged.</summary>
internal sealed class TokenizerFolder
{
    /// <summary>The tokenizer itself.</summary>
    public const string TokenizerName = "tokenizer.json";

    /// <summary>Names the tokens with a role.</summary>
    public const string ConfigName = "tokenizer_config.json";

    private const string SpecialTokensName = "special_tokens_map.json";
    private const string ChatTemplateName = "chat_template.jinja";

    private readonly Dictionary<string, ReadOnlyMemory<byte>> _files;

    public TokenizerFolder(ReadOnlyMemory<byte> tokenizer, ReadOnlyMemory<byte> config = default)
    {
        _files = new() { [TokenizerName] = tokenizer };
        if (!config.IsEmpty)
            _files[ConfigName] = config;
    }

    private TokenizerFolder(string path, Dictionary<string, ReadOnlyMemory<byte>> files) => (TokenizerPath, _files) = (path, files);

    /// <summary>Where tokenizer.json was read, under that name or another.</summary>
    public string TokenizerPath { get; } = TokenizerName;

    /// <summary>The text of tokenizer.json.</summary>
    public ReadOnlyMemory<byte> Tokenizer => _files[TokenizerName];

    /// <summary>Reads the tokenizer's file and what lies beside it.</summary>
    public static TokenizerFolder Read(string path)
    {
        var isFolder = Directory.Exists(path);
        var main = isFolder ? Path.Combine(path, TokenizerName) : path;
        if (!File.Exists(main))
            throw new FileNotFoundException(Missing(path, isFolder), main);
        var files = new Dictionary<string, ReadOnlyMemory<byte>> { [TokenizerName] = File.ReadAllBytes(main) };
        var folder = Path.GetDirectoryName(Path.GetFullPath(main))!;
        foreach (var name in (ReadOnlySpan<string>)[ConfigName, SpecialTokensName, ChatTemplateName])
        {
            if (Path.Combine(folder, name) is var file && File.Exists(file))
                files[name] = File.ReadAllBytes(file);
        }

        return new(main, files);
    }

    /// <summary>Writes all files; each is complete or not there at all.</summary>
    public void Write(string folder)
    {
        var isNew = !Directory.Exists(folder);
        Directory.CreateDirectory(folder);
        try
        {
            foreach (var (name, content) in _files)
                WholeFile.Write(Path.Combine(folder, name), content.Span);
        }
        catch
        {
            if (isNew && !Directory.EnumerateFileSystemEntries(folder).Any())
                Directory.Delete(folder);
            throw;
        }
    }

    /// <summary>The tokens with a role. Those that the tokenizer does not know are left out: the files of a model may name tokens of its relatives.</summary>
    public SpecialTokens SpecialTokens(Gen.Tokenizer tokenizer)
    {
        var config = Parse(ConfigName);
        var map = Parse(SpecialTokensName);
        return new()
        {
            BeginningOfText = Find("bos_token"),
            EndOfText = Find("eos_token"),
            Padding = Find("pad_token"),
            Unknown = Find("unk_token"),
        };

        SpecialToken? Find(string name) =>
            (Text(config, name) ?? Text(map, name)) is { } text && tokenizer.TryGetId(text, out var id) ? new(text, id) : null;
    }

    private static string Missing(string path, bool isFolder)
    {
        if (!isFolder)
            return $"There is no tokenizer at '{path}'; expected a folder with {TokenizerName}, or such a file.";
        var other = Directory.EnumerateFiles(path).Select(Path.GetFileName).FirstOrDefault(name => name is "tokenizer.model" or "vocab.json" or "vocab.txt");
        return other is null
            ? $"'{path}' holds no {TokenizerName}; it is part of the folder of every Hugging Face model with a fast tokenizer."
            : $"'{path}' holds no {TokenizerName}, and {other} is not supported; convert it with AutoTokenizer.from_pretrained(...).save_pretrained(...).";
    }

    private JsonElement? Parse(string name)
    {
        if (!_files.TryGetValue(name, out var content))
            return null;
        try
        {
            using var document = JsonDocument.Parse(content);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document.RootElement.Clone()
                : throw new InvalidDataException($"{name} is not a JSON object.");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"{name} is not JSON: {exception.Message}", exception);
        }
    }

    // A string, or an object with the field "content".
    private static string? Text(JsonElement? file, string name)
    {
        if (file is not { } element || !element.TryGetProperty(name, out var value))
            return null;
        if (value.ValueKind == JsonValueKind.Object && value.TryGetProperty("content", out var content))
            value = content;
        return value.ValueKind == JsonValueKind.String ? Component.ReadText(value, name) : null;
    }
}
