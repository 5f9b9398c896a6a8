namespace Llm.Gen.Tokenization;

/// <summary>Finds out in which format a tokenizer is given, and turns it into the files that are read here.</summary>
internal static class TokenizerSource
{
    // What a folder is searched for, the most complete first. Of a pair the second name is read with the first.
    private static readonly (string Name, string? With)[] Names =
    [
        (TokenizerFolder.TokenizerName, null),
        (TokenizerFolder.SentencePieceName, null),
        ("spiece.model", null),
        ("sentencepiece.bpe.model", null),
        ("vocab.json", "merges.txt"),
        ("encoder.json", "vocab.bpe"),
        ("vocab.txt", null),
        ("*.tiktoken", null),
        ("*.gguf", null),
    ];

    /// <summary>The file that a path stands for.</summary>
    /// <exception cref="FileNotFoundException">There is none; the message says what was searched for.</exception>
    public static string Find(string path)
    {
        if (File.Exists(path))
            return path;
        if (!Directory.Exists(path))
            throw new FileNotFoundException($"There is no tokenizer at '{path}'; expected a folder with a tokenizer's files, or such a file.", path);
        foreach (var (name, with) in Names)
        {
            var found = Directory.EnumerateFiles(path, name).Order(StringComparer.Ordinal).ToArray();
            if (found.Length == 1 && (with is null || File.Exists(Path.Combine(path, with))))
                return found[0];
        }

        throw new FileNotFoundException(
            $"'{path}' holds no {TokenizerFolder.TokenizerName} and none of the other files of a tokenizer: {string.Join(", ", Names.Skip(1).Select(item => item.With is null ? item.Name : $"{item.Name} with {item.With}"))}.",
            Path.Combine(path, TokenizerFolder.TokenizerName));
    }

    /// <summary>The tokenizer in a file, under the name that says what it is.</summary>
    public static Dictionary<string, ReadOnlyMemory<byte>> Read(string path, TokenizerConfig config, TokenizerOptions options)
    {
        using (var stream = File.OpenRead(path))
        {
            Span<byte> start = stackalloc byte[4];
            if (stream.ReadAtLeast(start, 4, throwOnEndOfStream: false) == 4 && start.SequenceEqual("GGUF"u8))
            {
                Refuse(options.Pattern is not null || options.SpecialTokens is not null, "pattern and special tokens");
                stream.Position = 0;
                using var buffered = new BufferedStream(stream, 1 << 16);
                return GgufVocabulary.Convert(GgufMetadata.Read(buffered), options);
            }
        }

        if (Pair(path) is { } pair)
            return Json(MergesFile.Convert(File.ReadAllBytes(pair.Vocabulary), File.ReadAllBytes(pair.Merges), config), options);
        var bytes = File.ReadAllBytes(path);
        if (Path.GetFileName(path) == "vocab.txt")
            return Json(WordPieceFile.Convert(bytes, config), options);
        var isRanks = path.EndsWith(".tiktoken", StringComparison.OrdinalIgnoreCase);
        if (!isRanks && (LooksLikeJson(bytes) || path.EndsWith(".json", StringComparison.OrdinalIgnoreCase)))
            return Json(bytes, options);
        if (isRanks || LooksLikeRanks(bytes))
        {
            Refuse(options.AddBeginningOfText is not null || options.AddEndOfText is not null, "beginning and end of text");
            return new() { [TokenizerFolder.TiktokenName] = bytes };
        }

        Refuse(options.Pattern is not null || options.SpecialTokens is not null, "pattern and special tokens");
        return new() { [TokenizerFolder.SentencePieceName] = bytes };
    }

    private static Dictionary<string, ReadOnlyMemory<byte>> Json(byte[] bytes, TokenizerOptions options)
    {
        Refuse(options != new TokenizerOptions(), "contents");
        return new() { [TokenizerFolder.TokenizerName] = bytes };
    }

    private static void Refuse(bool isSet, string what)
    {
        if (isSet)
            throw new ArgumentException($"The file itself says what its {what} are; leave them out of the options.");
    }

    private static (string Vocabulary, string Merges)? Pair(string path)
    {
        var (folder, name) = (Path.GetDirectoryName(Path.GetFullPath(path))!, Path.GetFileName(path));
        foreach (var (vocabulary, merges) in Names)
        {
            if (merges is null || name != vocabulary && name != merges)
                continue;
            var pair = (Path.Combine(folder, vocabulary), Path.Combine(folder, merges));
            return File.Exists(pair.Item1) && File.Exists(pair.Item2) ? pair : throw new FileNotFoundException($"'{path}' is one half of a tokenizer; the other, {(name == merges ? vocabulary : merges)}, is not beside it.", path);
        }

        return null;
    }

    private static bool LooksLikeJson(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith("\uFEFF"u8))
            bytes = bytes[3..];
        bytes = bytes.TrimStart(" \t\r\n"u8);
        return bytes.IsEmpty || bytes[0] is (byte)'{' or (byte)'[';
    }

    // "IQ== 0": characters of base64, a space, digits.
    private static bool LooksLikeRanks(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)'\n');
        var line = (end < 0 ? bytes : bytes[..end]).TrimEnd((byte)'\r');
        var space = line.IndexOf((byte)' ');
        return space > 0 && !line[..space].ContainsAnyExcept("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="u8) &&
            !line[(space + 1)..].IsEmpty && !line[(space + 1)..].ContainsAnyExceptInRange((byte)'0', (byte)'9');
    }
}
