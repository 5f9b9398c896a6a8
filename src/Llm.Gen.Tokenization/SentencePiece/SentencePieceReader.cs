namespace Llm.Gen.Tokenization;

/// <summary>Reads SentencePiece model files (sentencepiece_model.proto).</summary>
internal static class SentencePieceReader
{
    /// <exception cref="InvalidDataException">The bytes are no such file.</exception>
    /// <exception cref="NotSupportedException">The model wants what is not supported.</exception>
    public static SentencePieceFile Read(ReadOnlySpan<byte> bytes)
    {
        List<Piece> pieces = [];
        var file = new SentencePieceFile { Pieces = pieces };
        var reader = new ProtobufReader(bytes);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    pieces.Add(ReadPiece(reader.Bytes(), pieces.Count));
                    break;
                case 2:
                    file = ReadTrainer(reader.Bytes(), file);
                    break;
                case 3:
                    file = ReadNormalizer(reader.Bytes(), file);
                    break;
                case 5:
                    CheckDenormalizer(reader.Bytes());
                    break;
            }
        }

        Check(file);
        return file;
    }

    private static Piece ReadPiece(ReadOnlySpan<byte> bytes, int id)
    {
        var (text, score, type) = ("", 0f, PieceType.Normal);
        var reader = new ProtobufReader(bytes);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    text = reader.Text();
                    break;
                case 2:
                    score = reader.Single();
                    break;
                case 3:
                    type = (PieceType)reader.Number();
                    break;
            }
        }

        if (text.Length == 0 || !Enum.IsDefined(type) || !float.IsFinite(score))
            throw new InvalidDataException($"piece {id} of the SentencePiece model is '{text}' with the type {(int)type} and the score {score}; expected a text, a type from 1 to 6 and a finite score.");
        return new(text, score, type);
    }

    private static SentencePieceFile ReadTrainer(ReadOnlySpan<byte> bytes, SentencePieceFile file)
    {
        var reader = new ProtobufReader(bytes);
        while (reader.Next())
        {
            file = reader.Field switch
            {
                3 => file with { Kind = (SentencePieceKind)reader.Number() },
                24 => file with { MarksWordEnds = reader.Flag() },
                35 => file with { FallsBackToBytes = reader.Flag() },
                44 => file with { UnknownSurface = reader.Text() },
                46 => file with { BeginningPiece = reader.Text() },
                47 => file with { EndPiece = reader.Text() },
                48 => file with { PaddingPiece = reader.Text() },
                _ => file,
            };
        }

        return file;
    }

    private static SentencePieceFile ReadNormalizer(ReadOnlySpan<byte> bytes, SentencePieceFile file)
    {
        var reader = new ProtobufReader(bytes);
        while (reader.Next())
        {
            file = reader.Field switch
            {
                2 => file with { CharacterRules = reader.Bytes().ToArray() },
                3 => file with { AddsDummyPrefix = reader.Flag() },
                4 => file with { RemovesExtraSpaces = reader.Flag() },
                5 => file with { EscapesSpaces = reader.Flag() },
                _ => file,
            };
        }

        return file;
    }

    private static void CheckDenormalizer(ReadOnlySpan<byte> bytes)
    {
        var reader = new ProtobufReader(bytes);
        while (reader.Next())
        {
            if (reader.Field == 2 && reader.Bytes().Length > 0)
                throw new NotSupportedException("the SentencePiece model has rules for decoding (denormalizer_spec), which are not supported.");
        }
    }

    private static void Check(SentencePieceFile file)
    {
        if (file.Pieces.Count == 0)
            throw new InvalidDataException("this is no SentencePiece model: it holds no pieces. Expected the protocol buffer that SentencePiece writes; copy the file again.");
        if (!Enum.IsDefined(file.Kind))
            throw new NotSupportedException($"the SentencePiece model has the type {(int)file.Kind}; supported are unigram (1), bpe (2), word (3) and char (4).");
        if (file.Pieces.Count(piece => piece.Type == PieceType.Unknown) != 1)
            throw new InvalidDataException($"the SentencePiece model has {file.Pieces.Count(piece => piece.Type == PieceType.Unknown)} unknown tokens; expected one.");
        if (file.Kind == SentencePieceKind.Bpe && file.Pieces.Any(piece => piece.Type == PieceType.Unused))
            throw new NotSupportedException("the SentencePiece model is BPE with unused pieces, which would have to be taken apart again; that is not supported. Remove the unused pieces.");
    }
}
