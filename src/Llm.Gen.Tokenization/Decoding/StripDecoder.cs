namespace Llm.Gen.Tokenization;

/// <summary>Removes up to some number of one character at the start and at the end of each token.</summary>
internal sealed class StripDecoder(char content, int start, int stop, DecoderStep next) : DecoderStep
{
    private int _left; // still to be removed at the start of this token
    private int _held; // characters at the end so far that may have to be removed

    public override void Add(ReadOnlySpan<char> piece, bool isFirst, bool isLast)
    {
        if (isFirst)
            (_left, _held) = (start, 0);
        while (_left > 0 && !piece.IsEmpty)
        {
            if (piece[0] != content)
            {
                _left = 0;
                break;
            }

            _left--;
            piece = piece[1..];
        }

        var body = piece.TrimEnd(content).Length;
        if (body > 0)
        {
            Pass(_held, isFirst: false);
            next.Add(piece[..body], isFirst, isLast: false);
            _held = 0;
        }

        _held += piece.Length - body;
        var removable = isLast ? Math.Min(stop, _held) : stop;
        Pass(_held - removable, isFirst: isFirst && body == 0);
        _held = Math.Min(_held, removable);
        if (isLast)
            next.Add("", isFirst: false, isLast: true);
    }

    public override void Flush() => next.Flush();

    private void Pass(int count, bool isFirst)
    {
        for (var i = 0; i < count; i++)
            next.Add([content], isFirst && i == 0, isLast: false);
    }
}
