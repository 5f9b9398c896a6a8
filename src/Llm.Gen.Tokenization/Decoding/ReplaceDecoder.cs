namespace Llm.Gen.Tokenization;

/// <summary>Replaces each match of a pattern in a token by a fixed text.</summary>
internal sealed class ReplaceDecoder(TextPattern pattern, string replacement, DecoderStep next) : WholeTokenDecoder(next)
{
    private readonly ReplaceNormalizer _replace = new(pattern, replacement);

    protected override void AddToken(ReadOnlySpan<char> token)
    {
        var output = new TextBuffer(token.Length);
        try
        {
            _replace.Normalize(token, ref output);
            Next.Add(output.Text, true, true);
        }
        finally
        {
            output.Dispose();
        }
    }
}
