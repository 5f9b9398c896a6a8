namespace Llm.Gen.Tokenization;

/// <summary>The part of the caller's text that a character comes from, in UTF-16 units, the end exclusive.</summary>
internal readonly record struct Origin(int Start, int End)
{
    /// <summary>From the start of this one to the end of another.</summary>
    public Origin To(Origin last) => new(Start, last.End);
}
