namespace Llm.Gen.Tokenization;

/// <summary>Finds punctuation marks, each by itself.</summary>
internal sealed class PunctuationPattern : TextPattern
{
    public override void FindAll(ReadOnlySpan<char> text, ref MatchList matches)
    {
        for (var at = 0; at < text.Length;)
        {
            if ((CharacterClass.At(text, at, out var width) & CharacterClass.Punctuation) != 0)
                matches.Add(at, at + width);
            at += width;
        }
    }
}
