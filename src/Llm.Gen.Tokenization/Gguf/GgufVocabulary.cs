using System.Text.Encodings.Web;
using System.Text.Json;

namespace Llm.Gen.Tokenization;

/// <summary>Makes the files of a tokenizer of the vocabulary inside a GGUF file.</summary>
internal static class GgufVocabulary
{
    private const char Mark = SentencePieceFile.Mark;

    /// <summary>The files by their names: tokenizer.json or tokenizer.model, and tokenizer_config.json.</summary>
    public static Dictionary<string, ReadOnlyMemory<byte>> Convert(GgufMetadata metadata, TokenizerOptions options)
    {
        var model = metadata.Get<string>("ggml.model");
        var tokens = metadata.Get<string[]>("ggml.tokens");
        var types = metadata.TryGet<int[]>("ggml.token_type", out var given) ? given : new int[tokens.Length];
        if (types.Length != tokens.Length)
            throw new InvalidDataException($"the GGUF file has {tokens.Length} tokens and {types.Length} types of tokens; expected as many of each.");
        var files = new Dictionary<string, ReadOnlyMemory<byte>>();
        switch (model)
        {
            case "gpt2":
                files[TokenizerFolder.TokenizerName] = BytePairs(metadata, tokens, types, options);
                break;
            case "bert":
                if (options.AddBeginningOfText is not null || options.AddEndOfText is not null)
                    throw new ArgumentException("A BERT vocabulary has its own tokens around every text; leave beginning and end of text out of the options.");
                files[TokenizerFolder.TokenizerName] = WordPieces(metadata, tokens);
                break;
            case "llama" or "t5":
                files[TokenizerFolder.SentencePieceName] = SentencePieces(metadata, tokens, types, isUnigram: model == "t5");
                break;
            default:
                throw new NotSupportedException($"tokenizer.ggml.model in the GGUF file is '{model}'; supported are gpt2, llama, t5 and bert. Use the tokenizer.json of the model.");
        }

        files[TokenizerFolder.ConfigName] = Config(metadata, tokens, model);
        return files;
    }

    private static byte[] BytePairs(GgufMetadata metadata, string[] tokens, int[] types, TokenizerOptions options)
    {
        var splitting = GgufSplitting.Named(metadata.TryGet<string>("ggml.pre", out var name) ? name : "gpt-2");
        var merges = metadata.Get<string[]>("ggml.merges");
        var before = (options.AddBeginningOfText ?? Adds(metadata, "ggml.add_bos_token", splitting.AddsBeginning)) ? Token(metadata, tokens, "ggml.bos_token_id") : null;
        var after = (options.AddEndOfText ?? Adds(metadata, "ggml.add_eos_token", fallback: false)) ? Token(metadata, tokens, "ggml.eos_token_id") : null;
        return new ConvertedTokenizer
        {
            AddedTokens = tokens.Select((text, id) => new AddedToken { Content = text, Id = id, IsSpecial = types[id] == (int)PieceType.Control })
                .Where(token => types[token.Id] is (int)PieceType.Control or (int)PieceType.UserDefined),
            PreTokenizer = ConvertedTokenizer.Sequence(splitting.Patterns.Select(ConvertedTokenizer.Split).Append(ConvertedTokenizer.Bytes)),
            PostProcessor = ConvertedTokenizer.Template(before is null ? [] : [before], after is null ? [] : [after]),
            Model = json => WriteModel(json, tokens, merges, splitting.IgnoresMerges),
        }.Write();
    }

    private static void WriteModel(Utf8JsonWriter json, string[] tokens, string[] merges, bool ignoresMerges)
    {
        json.WriteString("type", "BPE");
        json.WriteBoolean("ignore_merges", ignoresMerges);
        json.WriteStartObject("vocab");
        for (var id = 0; id < tokens.Length; id++)
            json.WriteNumber(tokens[id], id);
        json.WriteEndObject();
        json.WriteStartArray("merges");
        foreach (var merge in merges)
            json.WriteStringValue(merge);
        json.WriteEndArray();
    }

    // The beginnings of words are marked, where vocab.txt marks what is inside of them.
    private static byte[] WordPieces(GgufMetadata metadata, string[] tokens)
    {
        var special = new[] { "padding", "unknown", "cls", "seperator", "mask" }
            .Select((role, index) => Token(metadata, tokens, $"ggml.{role}_token_id")?.Text ?? new[] { "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]" }[index]).ToArray();
        var pieces = tokens.Select(token => token is [Mark, ..] ? token[1..] : token is ['[', .., ']'] ? token : "##" + token).ToArray();
        return WordPieceFile.Convert(pieces, special, lowers: true, stripsAccents: true, separatesChinese: true);
    }

    private static byte[] SentencePieces(GgufMetadata metadata, string[] tokens, int[] types, bool isUnigram)
    {
        var scores = metadata.Get<float[]>("ggml.scores");
        if (scores.Length != tokens.Length)
            throw new InvalidDataException($"the GGUF file has {tokens.Length} tokens and {scores.Length} scores; expected as many of each.");
        var unknown = metadata.Number("ggml.unknown_token_id") ?? 0;
        var pieces = tokens.Select((text, id) => new Piece(text, scores[id], id == unknown ? PieceType.Unknown : Type(types[id]))).ToArray();
        return SentencePieceWriter.Write(new()
        {
            Pieces = pieces,
            Kind = isUnigram ? SentencePieceKind.Unigram : SentencePieceKind.Bpe,
            FallsBackToBytes = pieces.Any(piece => piece.Type == PieceType.Byte),
            AddsDummyPrefix = Adds(metadata, "ggml.add_space_prefix", fallback: true),
            RemovesExtraSpaces = Adds(metadata, "ggml.remove_extra_whitespaces", fallback: false),
            CharacterRules = metadata.TryGet<byte[]>("ggml.precompiled_charsmap", out var rules) ? rules : default,
            BeginningPiece = Token(metadata, tokens, "ggml.bos_token_id")?.Text ?? "<s>",
            EndPiece = Token(metadata, tokens, "ggml.eos_token_id")?.Text ?? "</s>",
        });
    }

    private static PieceType Type(int type) => Enum.IsDefined((PieceType)type) && type != (int)PieceType.Unknown ? (PieceType)type : PieceType.Normal;

    private static byte[] Config(GgufMetadata metadata, string[] tokens, string model)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("tokenizer_class", "PreTrainedTokenizerFast");
            json.WriteBoolean("add_bos_token", Adds(metadata, "ggml.add_bos_token", fallback: model == "llama"));
            json.WriteBoolean("add_eos_token", Adds(metadata, "ggml.add_eos_token", fallback: model == "t5"));
            foreach (var (name, key) in new[] { ("bos_token", "bos"), ("eos_token", "eos"), ("unk_token", "unknown"), ("pad_token", "padding") })
            {
                if (Token(metadata, tokens, $"ggml.{key}_token_id") is { } token)
                    json.WriteString(name, token.Text);
            }

            if (metadata.TryGet<string>("chat_template", out var template))
                json.WriteString("chat_template", template);
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static bool Adds(GgufMetadata metadata, string key, bool fallback) => metadata.TryGet<bool>(key, out var value) ? value : fallback;

    private static SpecialToken? Token(GgufMetadata metadata, string[] tokens, string key)
    {
        if (metadata.Number(key) is not { } id)
            return null;
        return id >= 0 && id < tokens.Length ? new(tokens[id], id) : throw new InvalidDataException($"tokenizer.{key} in the GGUF file is {id}, but there are {tokens.Length} tokens.");
    }
}
