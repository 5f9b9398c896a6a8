namespace Llm.Gen.Tokenization;

/// <summary>What a piece is for; numbers as in SentencePiece's model files and in GGUF.</summary>
internal enum PieceType
{
    Normal = 1,
    Unknown = 2,
    Control = 3,
    UserDefined = 4,
    Unused = 5,
    Byte = 6,
}
