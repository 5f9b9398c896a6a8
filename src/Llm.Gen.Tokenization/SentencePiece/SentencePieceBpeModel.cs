using System.Text;

namespace Llm.Gen.Tokenization;

/// <summary>
/// SentencePiece's BPE: neighbours merge if both together are a piece, the highest score first, of equals the leftmost. User-defined symbols
/// do not merge. What is no piece in the end becomes bytes or the unknown token, of which neighbours are one.
/// </summary>
internal sealed class SentencePieceBpeModel : BpeModel
{
    private const int NoSymbol = int.MaxValue; // a character that is in no piece

    private readonly SymbolTable _symbols;
    private readonly SentencePieceUnknown _unknown;
    private readonly PrefixTree? _userDefined;

    public SentencePieceBpeModel(Vocabulary vocabulary, SentencePieceFile file, PrefixTree? userDefined, SentencePieceUnknown unknown)
        : this(vocabulary, new SymbolTable(file), userDefined, unknown)
    {
    }

    private SentencePieceBpeModel(Vocabulary vocabulary, SymbolTable symbols, PrefixTree? userDefined, SentencePieceUnknown unknown)
        : base(vocabulary, symbols.Merges(), new BpeOptions())
    {
        (_symbols, _userDefined, _unknown) = (symbols, userDefined, unknown);
    }

    protected override int Symbols(ReadOnlySpan<char> word, MergeBuffers buffers)
    {
        buffers.Reserve(word.Length);
        var count = 0;
        for (var at = 0; at < word.Length; count++)
        {
            if (_userDefined?.Longest(word[at..], PrefixTree.Root, out var id) is { } length and > 0)
            {
                // A negative number takes part in no merge.
                (buffers.Symbols[count], buffers.Lengths[count]) = (~id, Encoding.UTF8.GetByteCount(word.Slice(at, length)));
                at += length;
                continue;
            }

            Rune.DecodeFromUtf16(word[at..], out var rune, out var width);
            (buffers.Symbols[count], buffers.Lengths[count]) = (_symbols.Of(rune) is var symbol and >= 0 ? symbol : NoSymbol, rune.Utf8SequenceLength);
            at += width;
        }

        return count;
    }

    protected override int WholeId(ReadOnlySpan<char> word) => -1;

    protected override bool NeedsLengths => true;

    protected override void Append(ReadOnlySpan<char> word, int count, EncodeState state)
    {
        var (symbols, lengths) = (state.Merging.Symbols, state.Merging.Lengths);
        var cursor = new Utf8Cursor(word);
        var position = 0;
        for (var i = 0; i < count;)
        {
            var (first, length) = (i, 0);
            var isUnknown = _symbols.IsUnknown(symbols[i]);
            do
                length += lengths[i++];
            while (isUnknown && _unknown.Fuses && i < count && _symbols.IsUnknown(symbols[i]));
            if (isUnknown)
                _unknown.Append(cursor.Slice(position, position + length), state);
            else
                state.Append(symbols[first] < 0 ? ~symbols[first] : symbols[first], length);
            position += length;
        }
    }
}
