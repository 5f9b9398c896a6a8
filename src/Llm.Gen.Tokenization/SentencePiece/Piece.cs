namespace Llm.Gen.Tokenization;

/// <summary>A token of a SentencePiece model; its id is its place.</summary>
/// <param name="Text">With a visible character for each space.</param>
/// <param name="Score">The logarithm of its probability, or its negative rank.</param>
/// <param name="Type">What it is for.</param>
internal readonly record struct Piece(string Text, float Score, PieceType Type);
