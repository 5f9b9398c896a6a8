using System.Buffers;
using System.Text;

namespace Llm.Gen.Tokenization;

/// <summary>
/// The symbols that SentencePiece's BPE merges: the pieces under their ids, and behind them the characters that are in a piece without
/// being one.
/// </summary>
internal sealed class SymbolTable
{
    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private readonly Dictionary<int, int> _characters = [];
    private readonly IReadOnlyList<Piece> _pieces;

    public SymbolTable(SentencePieceFile file)
    {
        _pieces = file.Pieces;
        for (var id = 0; id < _pieces.Count; id++)
        {
            if (_pieces[id].Type is PieceType.Normal or PieceType.UserDefined)
                _ids[_pieces[id].Text] = id;
        }

        var next = _pieces.Count;
        foreach (var text in _ids.Keys.ToArray())
        {
            foreach (var rune in text.EnumerateRunes())
            {
                if (_ids.TryAdd(rune.ToString(), next))
                    next++;
            }
        }

        foreach (var (text, id) in _ids)
        {
            if (Rune.DecodeFromUtf16(text, out var rune, out var width) == OperationStatus.Done && width == text.Length)
                _characters[rune.Value] = id;
        }
    }

    /// <summary>The symbol of a character, or -1.</summary>
    public int Of(Rune rune) => _characters.GetValueOrDefault(rune.Value, -1);

    /// <summary>Whether a symbol is no piece.</summary>
    public bool IsUnknown(int symbol) => symbol >= _pieces.Count;

    /// <summary>Every way to put a piece together from two symbols. All ways to a piece, and pieces of the same score, have the same rank.</summary>
    public MergeTable Merges()
    {
        List<(int Left, int Right, int Merged)> merges = [];
        foreach (var (text, id) in _ids)
        {
            for (var cut = 1; cut < text.Length; cut++)
            {
                if (!char.IsLowSurrogate(text[cut]) && _ids.TryGetValue(text[..cut], out var left) && _ids.TryGetValue(text[cut..], out var right))
                    merges.Add((left, right, id));
            }
        }

        var ranks = Ranks();
        var table = new MergeTable(merges.Count);
        foreach (var (left, right, merged) in merges)
            table.Set(left, right, ranks[merged], merged);
        return table;
    }

    // A character that is no piece merges from nothing, so it needs no rank.
    private int[] Ranks()
    {
        var scores = _pieces.Select(piece => piece.Score).Distinct().OrderDescending().Select((score, rank) => (score, rank)).ToDictionary(item => item.score, item => item.rank);
        return [.. _pieces.Select(piece => scores[piece.Score])];
    }
}
