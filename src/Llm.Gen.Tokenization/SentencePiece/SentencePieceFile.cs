namespace Llm.Gen.Tokenization;

/// <summary>What a SentencePiece model file says.</summary>
internal sealed record SentencePieceFile
{
    /// <summary>The visible space.</summary>
    public const char Mark = '\u2581';

    public required IReadOnlyList<Piece> Pieces { get; init; }

    public SentencePieceKind Kind { get; init; } = SentencePieceKind.Unigram;

    /// <summary>Whether the visible space ends a word instead of beginning it.</summary>
    public bool MarksWordEnds { get; init; }

    /// <summary>Whether unknown characters become byte tokens.</summary>
    public bool FallsBackToBytes { get; init; }

    /// <summary>What the unknown token decodes to.</summary>
    public string UnknownSurface { get; init; } = " \u2047 ";

    public string BeginningPiece { get; init; } = "<s>";

    public string EndPiece { get; init; } = "</s>";

    public string PaddingPiece { get; init; } = "<pad>";

    /// <summary>The rules of the normalizer; empty if it has none.</summary>
    public ReadOnlyMemory<byte> CharacterRules { get; init; }

    /// <summary>Whether a space is put in front of every text.</summary>
    public bool AddsDummyPrefix { get; init; } = true;

    /// <summary>Whether spaces at the ends and repeated ones go.</summary>
    public bool RemovesExtraSpaces { get; init; } = true;

    /// <summary>Whether spaces become visible.</summary>
    public bool EscapesSpaces { get; init; } = true;
}
