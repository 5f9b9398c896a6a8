namespace Llm.Gen.Tokenization;

/// <summary>Replaces each match of a pattern by a fixed text, which counts as coming from the last character of the match.</summary>
internal sealed class ReplaceNormalizer(TextPattern pattern, string replacement) : Normalizer
{
    public override void Normalize(ReadOnlySpan<char> text, ref TextBuffer output)
    {
        if (replacement.Length == 1 && pattern is LiteralPattern { Literal.Length: 1 } literal)
        {
            output.AppendReplacing(text, 0, literal.Literal[0], replacement[0]);
            return;
        }

        var matches = new MatchList();
        try
        {
            pattern.FindAll(text, ref matches);
            var start = 0;
            for (var i = 0; i < matches.Count; i++)
            {
                output.Append(text[start..matches[i].Start], start);
                output.Insert(replacement, matches[i].End);
                start = matches[i].End;
            }

            output.Append(text[start..], start);
        }
        finally
        {
            matches.Dispose();
        }
    }
}
