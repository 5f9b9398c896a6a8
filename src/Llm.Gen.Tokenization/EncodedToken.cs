namespace Llm.Gen.Tokenization;

/// <summary>A token of a text.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Value">As the vocabulary spells it, an added token as it stood in the text.</param>
/// <param name="Offset">Where in the text it stands, in UTF-16 units.</param>
public readonly record struct EncodedToken(int Id, string Value, Range Offset);
