namespace Llm.Gen.Tokenization;

/// <summary>Runs of anything but white space, which is dropped.</summary>
internal readonly struct SpaceScanner : IWordScanner
{
    private const byte Solid = CharacterClass.Letter | CharacterClass.Number | CharacterClass.Other;

    public int Next(ReadOnlySpan<char> text, ref int start)
    {
        start = CharacterClass.SkipWhile(text, start, CharacterClass.Space);
        return CharacterClass.SkipWhile(text, start, Solid);
    }
}
