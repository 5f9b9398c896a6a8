namespace Llm.Gen.Tokenization;

/// <summary>Finds a string as it stands.</summary>
internal sealed class LiteralPattern(string literal) : TextPattern
{
    /// <summary>The string that is searched.</summary>
    public string Literal => literal;

    public override void FindAll(ReadOnlySpan<char> text, ref MatchList matches)
    {
        var start = 0;
        while (text[start..].IndexOf(literal, StringComparison.Ordinal) is var offset and >= 0)
        {
            matches.Add(start + offset, start + offset + literal.Length);
            start += offset + literal.Length;
        }
    }
}
