namespace Llm.Gen.Tokenization;

/// <summary>Makes a tokenizer of a SentencePiece model.</summary>
internal static class SentencePieceTokenizer
{
    /// <param name="file">The model.</param>
    /// <param name="addsBeginning">Whether the beginning token goes in front of texts, if the model has one.</param>
    /// <param name="addsEnd">Whether the end token goes behind texts, if the model has one.</param>
    public static TokenizerFile Create(SentencePieceFile file, bool addsBeginning, bool addsEnd)
    {
        var vocabulary = new Vocabulary(file.Pieces.Count);
        for (var id = 0; id < file.Pieces.Count; id++)
            vocabulary.Add(file.Pieces[id].Text, id);
        CheckBytes(file, vocabulary);
        var userDefined = UserDefined(file);
        var model = Model(file, vocabulary, userDefined);
        var types = file.Pieces.Where(piece => piece.Type is PieceType.Byte or PieceType.Unknown).ToDictionary(piece => piece.Text, piece => piece.Type, StringComparer.Ordinal);
        var template = Template(file, vocabulary, addsBeginning, addsEnd);
        return new()
        {
            Vocabulary = vocabulary,
            AddedTokens = [.. file.Pieces.Select(Added).Where(token => token.IsSpecial)],
            Normalizer = new SentencePieceNormalizer(file, userDefined),
            Stages = model,
            TracedStages = new(model),
            PostProcessor = template,
            Decoder = (end, _) => new SentencePieceDecoder(file, types, end),
        };
    }

    private static AddedToken Added(Piece piece, int id) =>
        new() { Content = piece.Text, Id = id, IsSpecial = piece.Type == PieceType.Control };

    private static void CheckBytes(SentencePieceFile file, Vocabulary vocabulary)
    {
        for (var value = 0; file.FallsBackToBytes && value < 256; value++)
        {
            if (vocabulary.IdOf($"<0x{value:X2}>") < 0)
                throw new InvalidDataException($"the SentencePiece model falls back to bytes but has no piece <0x{value:X2}>; expected all 256.");
        }

        foreach (var piece in file.Pieces)
        {
            if (piece.Type == PieceType.Byte && !(piece.Text is ['<', '0', 'x', var high, var low, '>'] && char.IsAsciiHexDigit(high) && char.IsAsciiHexDigit(low)))
                throw new InvalidDataException($"the SentencePiece model has the byte piece '{piece.Text}'; expected <0x00> to <0xFF>.");
        }
    }

    private static PrefixTree? UserDefined(SentencePieceFile file)
    {
        var pieces = file.Pieces.Select((piece, id) => (piece.Text, id, piece.Type)).Where(piece => piece.Type == PieceType.UserDefined).ToArray();
        return pieces.Length == 0 ? null : new(pieces.Select(piece => (piece.Text, piece.id)));
    }

    private static Stage Model(SentencePieceFile file, Vocabulary vocabulary, PrefixTree? userDefined)
    {
        var unknown = file.Pieces.TakeWhile(piece => piece.Type != PieceType.Unknown).Count();
        var handling = new SentencePieceUnknown(vocabulary, unknown, file.FallsBackToBytes);
        return file.Kind switch
        {
            SentencePieceKind.Unigram => Unigram(file, handling),
            SentencePieceKind.Bpe => new SentencePieceBpeModel(vocabulary, file, userDefined, handling),
            _ => new SentencePieceWordModel(Usable(file), file, handling),
        };
    }

    // User-defined symbols always win: they score more than any way through other pieces can.
    private static UnigramModel Unigram(SentencePieceFile file, SentencePieceUnknown unknown)
    {
        var normal = file.Pieces.Where(piece => piece.Type == PieceType.Normal).Select(piece => piece.Score).DefaultIfEmpty().ToArray();
        var highest = normal.Max();
        var usable = file.Pieces.Select((piece, id) => (piece.Text, id, Score: Score(piece, highest), piece.Type))
            .Where(piece => piece.Type is PieceType.Normal or PieceType.UserDefined).Select(piece => (piece.Text, piece.id, piece.Score)).ToArray();
        return new(usable, normal.Min(), unknown, isSinglePrecision: true);
    }

    private static double Score(Piece piece, float highest) =>
        piece.Type == PieceType.UserDefined ? (float)(System.Text.Encoding.UTF8.GetByteCount(piece.Text) * highest - 0.1) : piece.Score;

    private static Vocabulary Usable(SentencePieceFile file)
    {
        var usable = new Vocabulary(file.Pieces.Count);
        for (var id = 0; id < file.Pieces.Count; id++)
        {
            if (file.Pieces[id].Type is PieceType.Normal or PieceType.UserDefined)
                usable.Add(file.Pieces[id].Text, id);
        }

        return usable;
    }

    private static PostProcessor Template(SentencePieceFile file, Vocabulary vocabulary, bool addsBeginning, bool addsEnd)
    {
        var before = addsBeginning ? Control(file, vocabulary, file.BeginningPiece) : [];
        var after = addsEnd ? Control(file, vocabulary, file.EndPiece) : [];
        var first = new[] { TemplatePiece.OfSpecial(before, 0), TemplatePiece.OfText(0, 0), TemplatePiece.OfSpecial(after, 0) };
        var second = new[] { TemplatePiece.OfSpecial(before, 1), TemplatePiece.OfText(1, 1), TemplatePiece.OfSpecial(after, 1) };
        return new() { Single = new(first), Pair = new([.. first, .. second]) };
    }

    private static SpecialToken[] Control(SentencePieceFile file, Vocabulary vocabulary, string piece) =>
        vocabulary.IdOf(piece) is var id and >= 0 && file.Pieces[id].Type == PieceType.Control ? [new(piece, id)] : [];
}
