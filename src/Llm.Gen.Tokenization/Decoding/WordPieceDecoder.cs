namespace Llm.Gen.Tokenization;

/// <summary>Tokens inside a word lose their prefix, others get a space in front; cleaning up takes spaces away before marks and contractions.</summary>
internal sealed class WordPieceDecoder(string prefix, bool cleansUp, DecoderStep next) : WholeTokenDecoder(next)
{
    private bool _hasBegun;

    /// <summary>The clean-up of one token, step by step as in the reference.</summary>
    public static string CleanUp(string token) => token
        .Replace(" .", ".").Replace(" ?", "?").Replace(" !", "!").Replace(" ,", ",").Replace(" ' ", "'").Replace(" n't", "n't")
        .Replace(" 'm", "'m").Replace(" do not", " don't").Replace(" 's", "'s").Replace(" 've", "'ve").Replace(" 're", "'re");

    protected override void AddToken(ReadOnlySpan<char> token)
    {
        var text = _hasBegun ? Joined(token) : token.ToString();
        _hasBegun = true;
        Next.Add(cleansUp ? CleanUp(text) : text, true, true);
    }

    private string Joined(ReadOnlySpan<char> token) =>
        token.StartsWith(prefix, StringComparison.Ordinal) ? token[prefix.Length..].ToString() : $" {token}";
}
