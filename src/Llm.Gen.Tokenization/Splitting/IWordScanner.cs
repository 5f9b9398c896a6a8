namespace Llm.Gen.Tokenization;

/// <summary>A hand-written splitter: finds the next word of a text.</summary>
internal interface IWordScanner
{
    /// <summary>
    /// The end of the next word. <paramref name="start"/> is below the length of the text; a scanner that drops characters
    /// moves it to where the word begins, or to the end of the text if there is none.
    /// </summary>
    int Next(ReadOnlySpan<char> text, ref int start);
}
