using System.Diagnostics.CodeAnalysis;
using System.Text;
using Llm.Gen.Tokenization;

namespace Llm.Gen;

/// <summary>
/// Text to token ids and back, as the tokenizer.json of a Hugging Face model says: BPE, WordPiece, words and Unigram.
/// Immutable and safe for use from many threads at once. A lone surrogate in a text counts as U+FFFD, as in <see cref="Encoding.UTF8"/>.
/// </summary>
public sealed partial class Tokenizer
{
    private readonly TokenizerFile _file;
    private readonly Dictionary<int, AddedToken> _addedById;
    private readonly Dictionary<string, int> _addedIds;
    private readonly Dictionary<int, string> _normalizedTexts;
    private readonly TextEncoder _encoder;

    private Tokenizer(TokenizerFile file, TokenizerFolder folder)
    {
        (_file, _folder) = (file, folder);
        _addedById = file.AddedTokens.ToDictionary(token => token.Id);
        _addedIds = file.AddedTokens.ToDictionary(token => token.Content, token => token.Id, StringComparer.Ordinal);
        _normalizedTexts = file.AddedTokens.Where(token => token.IsNormalized).ToDictionary(token => token.Id, token => Normalize(token.Content));
        _encoder = new(file, _normalizedTexts);
        LargestId = Math.Max(file.Vocabulary.LargestId, file.AddedTokens.Select(token => token.Id).DefaultIfEmpty(-1).Max());
        VocabularySize = file.Vocabulary.Count + file.AddedTokens.Count(token => file.Vocabulary.TokenOf(token.Id) is null);
        Special = folder.SpecialTokens(this);
    }

    /// <summary>How many tokens there are, added ones included.</summary>
    public int VocabularySize { get; }

    /// <summary>The largest id of a token; a model needs at least one row more than this.</summary>
    public int LargestId { get; }

    /// <summary>The tokens with a role: beginning and end of a text, padding, unknown.</summary>
    public SpecialTokens Special { get; }

    /// <summary>The id of the token at the beginning of a text; null if the tokenizer names none.</summary>
    public int? BosId => Special.BeginningOfText?.Id;

    /// <summary>The id of the token at the end of a text; null if the tokenizer names none.</summary>
    public int? EosId => Special.EndOfText?.Id;

    /// <summary>The id of a token, spelled as in the vocabulary ("Ġhello", "▁hello").</summary>
    public bool TryGetId(string token, out int id)
    {
        ArgumentNullException.ThrowIfNull(token);
        if (!_addedIds.TryGetValue(token, out id))
            id = _file.Vocabulary.IdOf(token);
        return id >= 0;
    }

    /// <summary>The token of an id, spelled as in the vocabulary.</summary>
    public bool TryGetToken(int id, [NotNullWhen(true)] out string? token)
    {
        token = _addedById.TryGetValue(id, out var added) ? added.Content : _file.Vocabulary.TokenOf(id);
        return token is not null;
    }

    /// <summary>Whether the id is that of a special token, which decoding can skip.</summary>
    public bool IsSpecial(int id) => _addedById.TryGetValue(id, out var token) && token.IsSpecial;

    /// <summary>The text of ids.</summary>
    /// <param name="ids">The ids.</param>
    /// <param name="skipSpecialTokens">Whether special tokens are left out.</param>
    /// <exception cref="ArgumentOutOfRangeException">No token has one of the ids.</exception>
    public string Decode(IEnumerable<int> ids, bool skipSpecialTokens = true)
    {
        ArgumentNullException.ThrowIfNull(ids);
        var decoder = new StreamingDecoder(this, skipSpecialTokens, isEager: false);
        foreach (var id in ids)
            decoder.AddQuietly(id);
        return decoder.Flush();
    }

    /// <summary>A decoder for ids that come one by one; see <see cref="StreamingDecoder"/>.</summary>
    /// <param name="skipSpecialTokens">Whether special tokens are left out.</param>
    /// <param name="holdByteRuns">
    /// Whether a run of byte tokens is held back until it ends, so that the text equals <see cref="Decode"/> even for byte tokens that are
    /// no valid UTF-8; else each character is passed on as soon as it is complete.
    /// </param>
    public StreamingDecoder CreateDecoder(bool skipSpecialTokens = true, bool holdByteRuns = false) =>
        new(this, skipSpecialTokens, !holdByteRuns);

    internal string TokenOf(int id) => TryGetToken(id, out var token)
        ? token
        : throw new ArgumentOutOfRangeException(nameof(id), id, $"No token has the id {id}; ids of this tokenizer are from 0 to {LargestId}.");

    /// <summary>What decoding starts from: as in the reference, a normalized added token stands for its normalized text.</summary>
    internal string DecodedTokenOf(int id) => _normalizedTexts.TryGetValue(id, out var text) ? text : TokenOf(id);

    // As in the reference, a special token that normalizing changes counts as text when it is decoded.
    internal bool IsSkipped(int id, string decoded) => IsSpecial(id) && _addedIds.ContainsKey(decoded);

    internal DecoderStep DecodingSteps(StringBuilder output, bool isEager) => _file.Decoder(new TextCollector(output), isEager);

    internal string Normalize(string text)
    {
        if (_file.Normalizer is not { } normalizer)
            return text;
        var output = new TextBuffer(text.Length + 16);
        try
        {
            normalizer.Normalize(text, ref output);
            return output.Text.ToString();
        }
        finally
        {
            output.Dispose();
        }
    }
}
