using System.Buffers;
using System.Buffers.Text;
using System.Globalization;

namespace Llm.Gen.Tokenization;

/// <summary>
/// Makes a tokenizer of a tiktoken rank file: lines of a token in base64 and its rank. Neighbours merge if both together are a token, the
/// lowest rank first, of equals the leftmost; a word that is a token is taken whole.
/// </summary>
internal static class TiktokenTokenizer
{
    /// <param name="bytes">The file.</param>
    /// <param name="pattern">The expression whose matches are words; null: the one that belongs to the number of ranks.</param>
    /// <param name="specialTokens">The special tokens; null: those that belong to the number of ranks.</param>
    public static TokenizerFile Create(ReadOnlySpan<byte> bytes, string? pattern, IReadOnlyDictionary<string, int>? specialTokens)
    {
        var vocabulary = ReadRanks(bytes);
        var encoding = pattern is null || specialTokens is null ? TiktokenEncoding.Of(vocabulary.Count) : null;
        pattern ??= encoding!.Pattern;
        var special = specialTokens?.Select(token => new SpecialToken(token.Key, token.Value)) ?? encoding!.SpecialTokens;
        var (options, merges) = (new BpeOptions { IgnoresMerges = true }, Merges(vocabulary));
        return new()
        {
            Vocabulary = vocabulary,
            AddedTokens = [.. special.Select(token => new AddedToken { Content = token.Text, Id = token.Id, IsSpecial = true })],
            Normalizer = null,
            Stages = SplittingReader.Words(pattern, new ByteBpeModel(vocabulary, merges, options)),
            TracedStages = new(() => SplittingReader.Words(pattern, new ByteLevelStage(new CharacterBpeModel(vocabulary, merges, options)))),
            PostProcessor = PostProcessor.Nothing,
            Decoder = (end, _) => new ByteLevelDecoder(end),
        };
    }

    private static Vocabulary ReadRanks(ReadOnlySpan<byte> bytes)
    {
        var vocabulary = new Vocabulary(bytes.Count((byte)'\n') + 1);
        var line = 0;
        while (!bytes.IsEmpty)
        {
            line++;
            var end = bytes.IndexOf((byte)'\n');
            var text = (end < 0 ? bytes : bytes[..end]).TrimEnd((byte)'\r');
            bytes = end < 0 ? default : bytes[(end + 1)..];
            if (!text.IsEmpty)
                AddRank(text, line, vocabulary);
        }

        for (var value = 0; value < 256; value++)
        {
            if (vocabulary.IdOf([ByteCharacters.Of((byte)value)]) < 0)
                throw new InvalidDataException($"this is no tiktoken rank file, or a cut one: it has no token for the byte 0x{value:X2}; expected all 256.");
        }

        return vocabulary;
    }

    private static void AddRank(ReadOnlySpan<byte> text, int line, Vocabulary vocabulary)
    {
        var space = text.IndexOf((byte)' ');
        var token = new byte[Math.Max(space, 0)];
        if (space <= 0 || Base64.DecodeFromUtf8(text[..space], token, out _, out var length) != OperationStatus.Done || length == 0 ||
            !int.TryParse(text[(space + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var rank))
        {
            throw new InvalidDataException($"line {line} is '{Shown(text)}'; expected a token in base64 and its rank, as tiktoken writes them.");
        }

        vocabulary.Add(string.Create(length, token, static (characters, token) =>
        {
            for (var i = 0; i < characters.Length; i++)
                characters[i] = ByteCharacters.Of(token[i]);
        }), rank);
    }

    private static string Shown(ReadOnlySpan<byte> text) => System.Text.Encoding.Latin1.GetString(text[..Math.Min(text.Length, 60)]);

    // All cuts of a token into two have its rank.
    private static MergeTable Merges(Vocabulary vocabulary)
    {
        List<(int Left, int Right, int Merged)> merges = [];
        foreach (var (token, id) in vocabulary.Ids)
        {
            for (var cut = 1; cut < token.Length; cut++)
            {
                if (vocabulary.IdOf(token.AsSpan(0, cut)) is var left and >= 0 && vocabulary.IdOf(token.AsSpan(cut)) is var right and >= 0)
                    merges.Add((left, right, id));
            }
        }

        var table = new MergeTable(merges.Count);
        foreach (var (left, right, merged) in merges)
            table.Set(left, right, merged, merged);
        return table;
    }
}
