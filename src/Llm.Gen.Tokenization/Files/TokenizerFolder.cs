using Llm.Gen.Writing;

namespace Llm.Gen.Tokenization;

/// <summary>The files of a tokenizer, so that saving writes them again: as they were read, or what was made of another format.</summary>
internal sealed class TokenizerFolder
{
    /// <summary>The tokenizer itself.</summary>
    public const string TokenizerName = "tokenizer.json";

    /// <summary>Names the tokens with a role.</summary>
    public const string ConfigName = "tokenizer_config.json";

    /// <summary>A SentencePiece model.</summary>
    public const string SentencePieceName = "tokenizer.model";

    /// <summary>A tiktoken rank file, where its own name does not say so.</summary>
    public const string TiktokenName = "tokenizer.tiktoken";

    private const string SpecialTokensName = "special_tokens_map.json";
    private const string ChatTemplateName = "chat_template.jinja";

    private readonly Dictionary<string, ReadOnlyMemory<byte>> _files;
    private readonly TokenizerOptions _options;

    public TokenizerFolder(ReadOnlyMemory<byte> tokenizer, ReadOnlyMemory<byte> config = default)
    {
        _options = new();
        _files = new() { [TokenizerName] = tokenizer };
        if (!config.IsEmpty)
            _files[ConfigName] = config;
    }

    private TokenizerFolder(string path, Dictionary<string, ReadOnlyMemory<byte>> files, TokenizerOptions options) =>
        (Path, _files, _options) = (path, files, options);

    /// <summary>Where the tokenizer was read, for messages.</summary>
    public string Path { get; } = TokenizerName;

    /// <summary>Reads the tokenizer's files: those of a folder, or the named one and what lies beside it.</summary>
    public static TokenizerFolder Read(string path, TokenizerOptions options)
    {
        var source = TokenizerSource.Find(path);
        var folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(source))!;
        var beside = new Dictionary<string, ReadOnlyMemory<byte>>();
        foreach (var name in (ReadOnlySpan<string>)[ConfigName, SpecialTokensName, ChatTemplateName])
        {
            if (System.IO.Path.Combine(folder, name) is var file && File.Exists(file))
                beside[name] = File.ReadAllBytes(file);
        }

        var files = InFile.Named(source, () => TokenizerSource.Read(source, Config(beside), options));
        foreach (var (name, content) in beside)
            files.TryAdd(name, content);
        return new(source, files, options);
    }

    /// <summary>The tokenizer that the files describe.</summary>
    public TokenizerFile Parse()
    {
        if (_files.TryGetValue(TokenizerName, out var json))
            return TokenizerFile.Read(json);
        if (_files.TryGetValue(TiktokenName, out var ranks))
            return TiktokenTokenizer.Create(ranks.Span, _options.Pattern, _options.SpecialTokens);
        var config = Config(_files);
        return SentencePieceTokenizer.Create(
            SentencePieceReader.Read(_files[SentencePieceName].Span),
            _options.AddBeginningOfText ?? config.Flag("add_bos_token") ?? true,
            _options.AddEndOfText ?? config.Flag("add_eos_token") ?? false);
    }

    /// <summary>Writes all files; each is complete or not there at all.</summary>
    public void Write(string folder)
    {
        var isNew = !Directory.Exists(folder);
        Directory.CreateDirectory(folder);
        try
        {
            foreach (var (name, content) in _files)
                PendingFile.Write(System.IO.Path.Combine(folder, name), content.Span);
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
        var config = Config(_files);
        var model = _files.TryGetValue(SentencePieceName, out var bytes) ? SentencePieceReader.Read(bytes.Span) : null;
        return new()
        {
            BeginningOfText = Find("bos_token", model?.BeginningPiece),
            EndOfText = Find("eos_token", model?.EndPiece),
            Padding = Find("pad_token", model?.PaddingPiece),
            Unknown = Find("unk_token", model?.Pieces.First(piece => piece.Type == PieceType.Unknown).Text),
        };

        SpecialToken? Find(string name, string? fallback) =>
            (config.Token(name) ?? fallback) is { } text && tokenizer.TryGetId(text, out var id) ? new(text, id) : null;
    }

    private static TokenizerConfig Config(Dictionary<string, ReadOnlyMemory<byte>> files) =>
        new(files.GetValueOrDefault(ConfigName), files.GetValueOrDefault(SpecialTokensName));
}
