namespace Llm.Gen.Tokenization;

/// <summary>The best way to each place of a text, in arrays that are kept from text to text.</summary>
internal sealed class Lattice
{
    private double[] _scores = [];
    private int[] _starts = []; // of the last token on the best way to a place; -1: none yet
    private int[] _ids = [];
    private int[] _ends = []; // of the tokens of the whole, from the last to the first

    public int Capacity => _scores.Length;

    /// <summary>Room for a text, and no way yet.</summary>
    public void Reserve(int length)
    {
        if (_scores.Length <= length)
        {
            var capacity = Math.Max(length + 1, _scores.Length * 2);
            (_scores, _starts, _ids, _ends) = (new double[capacity], new int[capacity], new int[capacity], new int[capacity]);
        }

        _starts.AsSpan(0, length + 1).Fill(-1);
        _scores[0] = 0;
    }

    public double Score(int place) => _scores[place];

    /// <summary>Whether a way to <paramref name="end"/> is better than the best so far; of equals the first is kept.</summary>
    public bool IsBetter(int end, double score) => _starts[end] < 0 || score > _scores[end];

    /// <summary>Keeps a way to <paramref name="end"/> if it is the best so far.</summary>
    public void Offer(int start, int end, int id, double score)
    {
        if (IsBetter(end, score))
            (_scores[end], _starts[end], _ids[end]) = (score, start, id);
    }

    /// <summary>Follows the best way back from the end; returns the number of tokens.</summary>
    public int Trace(int length)
    {
        var count = 0;
        for (var end = length; end > 0; end = _starts[end])
            _ends[count++] = end;
        return count;
    }

    /// <summary>A token of the best way; 0 is the last one.</summary>
    public (int Start, int End, int Id) Piece(int index)
    {
        var end = _ends[index];
        return (_starts[end], end, _ids[end]);
    }
}
