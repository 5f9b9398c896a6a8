using System.Globalization;
using System.Text;

namespace Llm.Gen.Tokenization;

/// <summary>BPE over characters: unknown ones become byte tokens if the model falls back to bytes and has them all, else the unknown token.</summary>
internal sealed class CharacterBpeModel : BpeModel
{
    private readonly Dictionary<int, int> _idOfCharacter = [];
    private readonly int[] _idOfByte = new int[256];
    private readonly int _unknown;
    private readonly bool _hasAffixes;

    public CharacterBpeModel(Vocabulary vocabulary, MergeTable merges, BpeOptions options)
        : base(vocabulary, merges, options)
    {
        foreach (var (token, id) in vocabulary.Ids)
        {
            if (Rune.DecodeFromUtf16(token, out var rune, out var width) == System.Buffers.OperationStatus.Done && width == token.Length)
                _idOfCharacter[rune.Value] = id;
        }

        for (var value = 0; value < 256; value++)
            _idOfByte[value] = options.FallsBackToBytes ? vocabulary.IdOf(string.Create(CultureInfo.InvariantCulture, $"<0x{value:X2}>")) : -1;
        _unknown = options.UnknownToken is { } unknown ? vocabulary.IdOf(unknown) : -1;
        _hasAffixes = !string.IsNullOrEmpty(options.ContinuingSubwordPrefix) || !string.IsNullOrEmpty(options.EndOfWordSuffix);
    }

    protected override int Symbols(ReadOnlySpan<char> word, MergeBuffers buffers)
    {
        // The affixes too may fall back to bytes.
        var affixes = (Options.ContinuingSubwordPrefix?.Length ?? 0) + (Options.EndOfWordSuffix?.Length ?? 0);
        buffers.Reserve(word.Length * (3 + 3 * affixes) + 1);
        var (symbols, lengths) = (buffers.Symbols, buffers.Lengths);
        var count = 0;
        var pending = 0; // bytes of an unknown token that is written when the next known character comes
        for (var at = 0; at < word.Length;)
        {
            Rune.DecodeFromUtf16(word[at..], out var rune, out var width);
            var id = IdOf(rune, isFirst: at == 0, isLast: at + width == word.Length);
            at += width;
            if (id >= 0)
            {
                Unknown(ref pending);
                (symbols[count], lengths[count]) = (id, rune.Utf8SequenceLength);
                count++;
            }
            else if (!TryBytes(rune, isFirst: at == width, isLast: at == word.Length, buffers, ref count) && _unknown >= 0)
            {
                if (!Options.FusesUnknown)
                    Unknown(ref pending);
                pending += rune.Utf8SequenceLength;
            }
        }

        Unknown(ref pending);
        return count;

        void Unknown(ref int length)
        {
            if (length == 0)
                return;
            (symbols[count], lengths[count]) = (_unknown, length);
            count++;
            length = 0;
        }
    }

    protected override int WholeId(ReadOnlySpan<char> word) => Vocabulary.IdOf(word);

    private int IdOf(Rune rune, bool isFirst, bool isLast) =>
        _hasAffixes ? Vocabulary.IdOf(Spelled(rune, isFirst, isLast)) : _idOfCharacter.GetValueOrDefault(rune.Value, -1);

    private string Spelled(Rune rune, bool isFirst, bool isLast) =>
        (isFirst ? null : Options.ContinuingSubwordPrefix) + rune + (isLast ? Options.EndOfWordSuffix : null);

    private bool TryBytes(Rune rune, bool isFirst, bool isLast, MergeBuffers buffers, ref int count)
    {
        if (!Options.FallsBackToBytes)
            return false;
        Span<byte> single = stackalloc byte[4];
        var bytes = _hasAffixes ? Encoding.UTF8.GetBytes(Spelled(rune, isFirst, isLast)) : single[..rune.EncodeToUtf8(single)];
        foreach (var value in bytes)
        {
            if (_idOfByte[value] < 0)
                return false;
        }

        foreach (var value in bytes)
        {
            (buffers.Symbols[count], buffers.Lengths[count]) = (_idOfByte[value], 1);
            count++;
        }

        return true;
    }
}
