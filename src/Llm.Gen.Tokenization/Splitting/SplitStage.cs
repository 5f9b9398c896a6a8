namespace Llm.Gen.Tokenization;

/// <summary>Splits at the matches of a pattern.</summary>
internal sealed class SplitStage(TextPattern pattern, SplitBehavior behavior, bool isInverted, Stage next) : Stage
{
    public override void Process(ReadOnlySpan<char> text, int at, EncodeState state)
    {
        var matches = new MatchList();
        try
        {
            pattern.FindAll(text, ref matches);
            var pieces = new Pieces(text, at, state, behavior, next);
            var end = 0;
            for (var i = 0; i < matches.Count; i++)
            {
                var match = matches[i];
                if (match.Start > end)
                    pieces.Add(end, match.Start, isInverted);
                pieces.Add(match.Start, match.End, !isInverted);
                end = match.End;
            }

            if (end < text.Length)
                pieces.Add(end, text.Length, isInverted);
            pieces.Flush();
        }
        finally
        {
            matches.Dispose();
        }
    }

    /// <summary>Joins matches with their neighbours as the behaviour says and hands the pieces on.</summary>
    private ref struct Pieces(ReadOnlySpan<char> text, int at, EncodeState state, SplitBehavior behavior, Stage next)
    {
        private readonly ReadOnlySpan<char> _text = text;
        private int _start = -1; // of the piece that may still grow
        private int _end;
        private bool _wasMatch;

        public void Add(int start, int end, bool isMatch)
        {
            var joins = behavior switch
            {
                SplitBehavior.MergedWithPrevious => isMatch && !_wasMatch,
                SplitBehavior.MergedWithNext => _wasMatch && !isMatch,
                SplitBehavior.Contiguous => isMatch == _wasMatch,
                _ => false,
            };
            if (!joins || _start < 0)
            {
                Flush();
                _start = start;
            }

            _end = end;
            _wasMatch = isMatch;
            if (isMatch && behavior == SplitBehavior.Removed)
                _start = -1;
        }

        public void Flush()
        {
            if (_start >= 0 && _end > _start)
                next.Process(_text[_start.._end], at + _start, state);
            _start = -1;
        }
    }
}
