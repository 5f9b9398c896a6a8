namespace Llm.Gen.Data;

/// <summary>A document, or a part of a long one.</summary>
/// <param name="Text">The characters, line ends as they stand in the file.</param>
/// <param name="EndsDocument">Whether the document ends with this piece.</param>
public sealed record TextPiece(string Text, bool EndsDocument);
