namespace Llm.Gen.Tokenization;

/// <summary>Numbers (\p{N}) apart from the rest: every one by itself, or each run of them as a whole.</summary>
internal readonly struct DigitScanner(bool isIndividual) : IWordScanner
{
    private const byte Rest = CharacterClass.Letter | CharacterClass.Space | CharacterClass.Other;

    public int Next(ReadOnlySpan<char> text, ref int start)
    {
        if ((CharacterClass.At(text, start, out var width) & CharacterClass.Number) == 0)
            return CharacterClass.SkipWhile(text, start + width, Rest);
        return isIndividual ? start + width : CharacterClass.SkipWhile(text, start + width, CharacterClass.Number);
    }
}
