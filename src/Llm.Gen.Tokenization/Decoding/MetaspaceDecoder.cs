namespace Llm.Gen.Tokenization;

/// <summary>The visible spaces become spaces again; in the first token they vanish if encoding puts one there.</summary>
internal sealed class MetaspaceDecoder(char replacement, PrependScheme scheme, DecoderStep next) : DecoderStep
{
    private bool _isFirstToken = true;

    public override void Add(ReadOnlySpan<char> piece, bool isFirst, bool isLast)
    {
        var vanishes = _isFirstToken && scheme != PrependScheme.Never;
        var output = new TextBuffer(piece.Length);
        try
        {
            for (var i = 0; i < piece.Length; i++)
            {
                if (piece[i] != replacement)
                    output.Append(piece[i], i);
                else if (!vanishes)
                    output.Append(' ', i);
            }

            next.Add(output.Text, isFirst, isLast);
        }
        finally
        {
            output.Dispose();
        }

        _isFirstToken &= !isLast;
    }

    public override void Flush() => next.Flush();
}
