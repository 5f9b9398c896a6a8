namespace Llm.Gen.Tokenization;

/// <summary>BPEDecoder: the suffix that ends a word becomes a space, in the last token nothing.</summary>
internal sealed class SuffixDecoder(string suffix, DecoderStep next) : WholeTokenDecoder(next)
{
    private string _held = ""; // the last token from its first suffix on
    private bool _isHeldFirst;

    public override void Flush()
    {
        Pass("");
        base.Flush();
    }

    protected override void AddToken(ReadOnlySpan<char> token)
    {
        Pass(" ");
        var end = suffix.Length > 0 ? token.IndexOf(suffix, StringComparison.Ordinal) : -1;
        if (end < 0)
        {
            Next.Add(token, true, true);
            return;
        }

        _isHeldFirst = end == 0;
        if (end > 0)
            Next.Add(token[..end], true, false);
        _held = token[end..].ToString();
    }

    private void Pass(string replacement)
    {
        if (_held.Length > 0)
            Next.Add(_held.Replace(suffix, replacement, StringComparison.Ordinal), _isHeldFirst, true);
        _held = "";
    }
}
