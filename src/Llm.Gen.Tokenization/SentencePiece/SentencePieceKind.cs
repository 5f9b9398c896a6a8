namespace Llm.Gen.Tokenization;

/// <summary>How pieces are found; numbers as in SentencePiece's model files.</summary>
internal enum SentencePieceKind
{
    Unigram = 1,
    Bpe = 2,
    Word = 3,
    Char = 4,
}
