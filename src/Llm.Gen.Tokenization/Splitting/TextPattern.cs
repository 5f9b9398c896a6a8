namespace Llm.Gen.Tokenization;

/// <summary>A pattern of tokenizer.json: <c>{"String": ...}</c> or <c>{"Regex": ...}</c>.</summary>
internal abstract class TextPattern
{
    /// <summary>Appends all matches, left to right, none overlapping.</summary>
    public abstract void FindAll(ReadOnlySpan<char> text, ref MatchList matches);
}
