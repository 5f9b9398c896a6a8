using System.Text;

namespace Llm.Gen.Tokenization;

/// <summary>Unigram language model (arXiv 1804.10959): the cut of a text into tokens of the largest sum of scores, of equals the one found first.</summary>
internal sealed class UnigramModel : WordModel
{
    /// <summary>An unknown character scores so much below the rarest token.</summary>
    private const double UnknownPenalty = 10;

    private readonly PrefixTree _tokens;
    private readonly double[] _scores; // by id
    private readonly UnknownText _unknown;
    private readonly bool _isSinglePrecision;
    private readonly double _unknownScore;

    /// <param name="usable">The tokens that text becomes, with their scores.</param>
    /// <param name="lowestScore">What the score of unknown characters is measured from.</param>
    /// <param name="unknown">What becomes of unknown characters.</param>
    /// <param name="isSinglePrecision">Whether scores are summed in single precision, as SentencePiece does.</param>
    public UnigramModel(IReadOnlyCollection<(string Token, int Id, double Score)> usable, double lowestScore, UnknownText unknown, bool isSinglePrecision)
    {
        (_unknown, _isSinglePrecision) = (unknown, isSinglePrecision);
        _tokens = new(usable.Select(token => (token.Token, token.Id)));
        _scores = new double[usable.Select(token => token.Id).DefaultIfEmpty(-1).Max() + 1];
        foreach (var (_, id, score) in usable)
            _scores[id] = score;
        _unknownScore = Rounded(lowestScore - UnknownPenalty);
    }

    protected override void Encode(ReadOnlySpan<char> word, EncodeState state)
    {
        var lattice = state.Lattice;
        lattice.Reserve(word.Length);
        FindBest(word, lattice);
        for (var i = lattice.Trace(word.Length) - 1; i >= 0;)
        {
            var (start, end, id) = lattice.Piece(i--);
            while (id == _unknown.Id && _unknown.Fuses && i >= 0 && lattice.Piece(i) is var next && next.Id == id)
                (end, i) = (next.End, i - 1);
            if (id == _unknown.Id)
                _unknown.Append(word[start..end], state);
            else
                state.Append(id, state.Trace is null ? 0 : Encoding.UTF8.GetByteCount(word[start..end]));
        }
    }

    private void FindBest(ReadOnlySpan<char> text, Lattice lattice)
    {
        for (var start = 0; start < text.Length;)
        {
            Rune.DecodeFromUtf16(text[start..], out _, out var width);
            var score = lattice.Score(start);
            var hasSingle = false;
            var node = PrefixTree.Root;
            for (var end = start; end < text.Length;)
            {
                node = _tokens.Step(node, text[end++], out var id);
                if (node == PrefixTree.Nowhere)
                    break;
                if (id == PrefixTree.NoToken)
                    continue;
                lattice.Offer(start, end, id, Rounded(score + _scores[id]));
                hasSingle |= end == start + width;
            }

            var unknown = Rounded(score + _unknownScore);
            if (!hasSingle && lattice.IsBetter(start + width, unknown))
                lattice.Offer(start, start + width, UnknownId(text, start, width), unknown);
            start += width;
        }
    }

    private int UnknownId(ReadOnlySpan<char> text, int start, int width) => _unknown.Id >= 0
        ? _unknown.Id
        : throw new ArgumentException($"'{text.Slice(start, width)}' is not in the vocabulary, and this tokenizer has no token for unknown characters; leave it out of the text, or set model.unk_id.");

    private double Rounded(double score) => _isSinglePrecision ? (float)score : score;
}
