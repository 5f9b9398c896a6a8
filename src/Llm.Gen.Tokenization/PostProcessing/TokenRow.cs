namespace Llm.Gen.Tokenization;

/// <summary>A token of an encoding that is being put together.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Token">As it stands in the text.</param>
/// <param name="Origin">Where in its text; empty at 0 for a token that is not from a text.</param>
/// <param name="Word">The number of its word; -1 for a token that is not from a text.</param>
/// <param name="Sequence">0 for a token of the first text, 1 for one of the second, -1 for others.</param>
/// <param name="Type">The type id.</param>
/// <param name="IsSpecial">Whether it was put there.</param>
/// <param name="IsPadding">Whether it only fills the row.</param>
internal readonly record struct TokenRow(int Id, string Token, Origin Origin, int Word, int Sequence, int Type, bool IsSpecial = false, bool IsPadding = false);
