namespace Llm.Gen.Tokenization;

/// <summary>Connectionist temporal classification: tokens that repeat count once, padding vanishes, the delimiter of words becomes a space.</summary>
internal sealed class CtcDecoder(string padding, string delimiter, bool cleansUp, DecoderStep next) : WholeTokenDecoder(next)
{
    private string? _last;

    protected override void AddToken(ReadOnlySpan<char> token)
    {
        if (_last is not null && token.SequenceEqual(_last))
            return;
        _last = token.ToString();
        var text = Without(_last, padding, "");
        if (cleansUp)
            text = Without(WordPieceDecoder.CleanUp(text), delimiter, " ");
        if (text.Length > 0)
            Next.Add(text, true, true);
    }

    private static string Without(string text, string part, string replacement) =>
        part.Length > 0 ? text.Replace(part, replacement, StringComparison.Ordinal) : text;
}
