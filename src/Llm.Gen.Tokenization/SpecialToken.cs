namespace Llm.Gen.Tokenization;

/// <summary>A token with a role.</summary>
/// <param name="Text">As the vocabulary spells it.</param>
/// <param name="Id">Its id.</param>
public sealed record SpecialToken(string Text, int Id);
