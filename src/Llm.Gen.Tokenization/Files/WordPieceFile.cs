using System.Text;
using System.Text.Unicode;

namespace Llm.Gen.Tokenization;

/// <summary>Makes a tokenizer.json of BERT's vocab.txt: one token a line, its id is the number of the line.</summary>
internal static class WordPieceFile
{
    private static readonly string[] Roles = ["pad_token", "unk_token", "cls_token", "sep_token", "mask_token"];
    private static readonly string[] Usual = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"];

    public static byte[] Convert(ReadOnlyMemory<byte> text, TokenizerConfig config)
    {
        var tokens = Lines(text.Span);
        var special = Roles.Zip(Usual, (role, usual) => config.Token(role) ?? usual).ToArray();
        var lowers = config.Flag("do_lower_case") ?? true;
        return Convert(tokens, special, lowers, config.Flag("strip_accents") ?? lowers, config.Flag("tokenize_chinese_chars") ?? true);
    }

    /// <param name="tokens">The tokens in the order of their ids.</param>
    /// <param name="special">The tokens for padding, the unknown, the beginning, separation and masks.</param>
    /// <param name="lowers">Whether letters become small.</param>
    /// <param name="stripsAccents">Whether accents vanish.</param>
    /// <param name="separatesChinese">Whether Chinese characters are words.</param>
    public static byte[] Convert(IReadOnlyList<string> tokens, IReadOnlyList<string> special, bool lowers, bool stripsAccents, bool separatesChinese)
    {
        var ids = special.Distinct().ToDictionary(text => text, text => IndexOf(tokens, text), StringComparer.Ordinal);
        var known = ids.Where(item => item.Value >= 0).Select(item => new AddedToken { Content = item.Key, Id = item.Value, IsSpecial = true }).OrderBy(token => token.Id);
        SpecialToken[] before = [Token(special[2], ids)], after = [Token(special[3], ids)];
        return new ConvertedTokenizer
        {
            AddedTokens = known,
            Normalizer = $$"""{"type":"BertNormalizer","clean_text":true,"handle_chinese_chars":{{Json(separatesChinese)}},"strip_accents":{{Json(stripsAccents)}},"lowercase":{{Json(lowers)}}}""",
            PreTokenizer = """{"type":"BertPreTokenizer"}""",
            PostProcessor = ConvertedTokenizer.Template(before, after, hasTypes: true),
            Decoder = """{"type":"WordPiece","prefix":"##","cleanup":true}""",
            Model = json =>
            {
                json.WriteString("type", "WordPiece");
                json.WriteString("unk_token", special[1]);
                json.WriteString("continuing_subword_prefix", "##");
                json.WriteNumber("max_input_chars_per_word", 100);
                json.WriteStartObject("vocab");
                for (var id = 0; id < tokens.Count; id++)
                    json.WriteNumber(tokens[id], id);
                json.WriteEndObject();
            },
        }.Write();
    }

    private static string Json(bool value) => value ? "true" : "false";

    private static int IndexOf(IReadOnlyList<string> tokens, string text)
    {
        for (var id = 0; id < tokens.Count; id++)
        {
            if (tokens[id] == text)
                return id;
        }

        return -1;
    }

    private static SpecialToken Token(string text, Dictionary<string, int> ids) => ids[text] >= 0
        ? new(text, ids[text])
        : throw new InvalidDataException($"the vocabulary lacks '{text}', which stands around every text; name another token in tokenizer_config.json.");

    private static List<string> Lines(ReadOnlySpan<byte> text)
    {
        if (!Utf8.IsValid(text))
            throw new InvalidDataException("vocab.txt holds bytes that are not UTF-8; copy the file again.");
        var lines = Encoding.UTF8.GetString(text).Split('\n').Select(line => line.TrimEnd('\r')).ToList();
        while (lines.Count > 0 && lines[^1].Length == 0)
            lines.RemoveAt(lines.Count - 1);
        return lines.Count > 0 ? lines : throw new InvalidDataException("vocab.txt is empty; copy the file again.");
    }
}
